import {html} from 'lit';
import {Part} from './element.js';
class ConsoleCatalogue extends Part { static properties = {stream: {attribute: false}}; render() { return html``; } }
customElements.define('console-catalogue', ConsoleCatalogue);
