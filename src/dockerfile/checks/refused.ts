/** BuildKit refuses an instruction and stops; the message is its own. */
export class Refused extends Error {}
