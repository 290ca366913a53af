import '../words/overlays.js';
