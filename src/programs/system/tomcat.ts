import { unknownEffect, unreadCode } from '../effect.ts';
import type { Program } from '../types.ts';

/** The scripts of Tomcat's bin directory. They start a server, ask it to stop, or look at its configuration. */
export const tomcat: Program = {
  names: ['catalina.sh', 'startup.sh', 'shutdown.sh', 'configtest.sh'],
  effect(command, env) {
    // The other names are anyone's.
    const own = command.name === 'catalina.sh' || /tomcat|catalina/i.test(command.path);
    return own ? unreadCode(command, env) : unknownEffect(command, env);
  },
};
