const items = require('../data/items.json');

function allItems() {
  return items;
}

function itemById(id) {
  return items.find((item) => item.id === id);
}

function addItem(item) {
  const added = { id: items.length + 1, ...item };
  items.push(added);
  return added;
}

module.exports = { addItem, allItems, itemById };
