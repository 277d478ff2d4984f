// Names under which BuildKit expects secrets (dockerfile2llb/validations.go).
const SECRET =
  /(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)/i;
const HARMLESS = /(?:_|^)(?:public|file|version)(?:_|$)/i;

/** Whether BuildKit takes the name of a variable for that of a secret. */
export function isSecretKey(name: string): boolean {
  return SECRET.test(name) && !HARMLESS.test(name);
}
