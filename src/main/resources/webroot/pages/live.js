import '../words/live.js';
