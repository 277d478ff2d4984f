const { Router } = require('express');
const { addItem, allItems, itemById } = require('../lib/store');

const router = Router();

router.get('/', (req, res) => {
  res.json(allItems());
});

router.get('/:id', (req, res) => {
  const item = itemById(Number(req.params.id));
  if (!item) return res.status(404).json({ error: 'no such item' });
  res.json(item);
});

router.post('/', (req, res) => {
  const { quay, goods, tonnes } = req.body;
  if (!quay || !goods) return res.status(400).json({ error: 'quay and goods are needed' });
  res.status(201).json(addItem({ quay, goods, tonnes: Number(tonnes) || 0 }));
});

module.exports = router;
