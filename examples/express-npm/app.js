const path = require('node:path');
const express = require('express');
const helmet = require('helmet');
const morgan = require('morgan');
const items = require('./routes/items');
const { allItems } = require('./lib/store');

function createApp() {
  const app = express();
  app.set('view engine', 'ejs');
  app.set('views', path.join(__dirname, 'views'));
  app.disable('x-powered-by');
  app.use(helmet());
  app.use(morgan(process.env.LOG_FORMAT || 'tiny'));
  app.use(express.json());
  app.use(express.static(path.join(__dirname, 'public')));

  app.get('/', (req, res) => {
    res.render('index', { items: allItems() });
  });
  app.get('/health', (req, res) => {
    res.json({ status: 'ok' });
  });
  app.use('/api/items', items);

  app.use((req, res) => {
    res.status(404).json({ error: 'not found' });
  });
  return app;
}

module.exports = { createApp };
