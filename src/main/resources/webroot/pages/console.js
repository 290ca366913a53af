import '../words/console.js';
