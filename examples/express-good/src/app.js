import express from 'express';
import { entries } from './log.js';

export function createApp() {
  const app = express();
  app.disable('x-powered-by');
  app.get('/', (req, res) => res.json({ service: 'lighthouse-log' }));
  app.get('/healthz', (req, res) => res.send('ok'));
  app.get('/api/entries', (req, res) => res.json(entries));
  return app;
}
