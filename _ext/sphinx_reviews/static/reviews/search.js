// All of searching, for the box and for the page: a published site has it with what it imports, in one file.

export { attach } from "./search-box.js";
export { start } from "./search-page.js";
