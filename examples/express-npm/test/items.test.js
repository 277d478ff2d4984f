const assert = require('node:assert');
const { after, before, test } = require('node:test');
const request = require('supertest');
const { createApp } = require('../app');

let app;
before(() => {
  app = createApp();
});
after(() => {
  app = undefined;
});

test('lists the cargo', async () => {
  const response = await request(app).get('/api/items').expect(200);
  assert.equal(response.body[0].goods, 'Coffee');
});

test('answers 404 for cargo that is not there', async () => {
  await request(app).get('/api/items/99').expect(404);
});
