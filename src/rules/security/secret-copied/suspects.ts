/**
 * How much a file's name says: `name`: it is a secret unless it is empty; `content`: it may hold
 * one, and its content decides. Test data and templates are left out.
 */
export function suspicionOf(path: string): 'name' | 'content' | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (
    /(^|\/)(node_modules|vendor|site-packages|tests?|__tests__|testdata|fixtures|examples?)\//.test(
      path,
    )
  )
    return undefined;
  if (
    /[._-](example|sample|template|dist|defaults?|test|ci)$|^\.env\.(example|sample|template|test|ci)/.test(
      name,
    )
  )
    return undefined;
  if (NAMED.test(name)) return 'name';
  return MAYBE.test(name) ? 'content' : undefined;
}

const NAMED =
  /^(id_rsa|id_dsa|id_ecdsa|id_ed25519|\.env|\.env\.(local|production|prod|staging|development)|\.netrc|\.pgpass|\.git-credentials|\.htpasswd|.*\.(p12|pfx|jks|keystore|kdbx))$/;
const MAYBE =
  /^(\.npmrc|\.yarnrc(\.yml)?|\.pypirc|pip\.conf|\.dockercfg|\.?docker\.?config\.json|credentials(\.json)?|service-?account.*\.json|secrets?\.(ya?ml|json|toml|env)|.*\.(pem|key)|\.env\..*|.*\.env)$/;
