const { createApp } = require('./app');

const port = process.env.PORT || 3000;
const server = createApp().listen(port, () => {
  console.log(`Cargo list on port ${port}`);
});

function stop() {
  server.close(() => process.exit(0));
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
