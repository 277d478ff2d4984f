import assert from 'node:assert';
import { test } from 'node:test';
import { createApp } from '../src/app.js';

test('answers the entries', async () => {
  const server = createApp().listen(0);
  const response = await fetch(`http://127.0.0.1:${server.address().port}/api/entries`);
  assert.equal((await response.json()).length, 2);
  server.close();
});
