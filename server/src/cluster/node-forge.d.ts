/** The pieces of node-forge that key stores need: the whole of it is a third larger. */
declare module 'node-forge/lib/forge.js' {
  import forge from 'node-forge';
  export default forge;
}
declare module 'node-forge/lib/pkcs12.js';
declare module 'node-forge/lib/pki.js';
