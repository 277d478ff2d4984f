/** Programs that no package of PyPI or npm brings along with others: servers, shells and tools of the system. */
export const NOT_OF_AN_INDEX: RegExp =
  /\/(curl|wget|nc|netcat|ncat|telnet|bash|gosu|su-exec|sudo|java|php|ruby|psql|pg_isready|mysql|mysqladmin|redis-cli|git|jq|nginx)$/;
