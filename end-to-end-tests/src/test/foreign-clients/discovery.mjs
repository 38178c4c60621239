// Knows the URL of a server, a client id and its secret, and nothing else: the package finds its way
// by itself (401, RFC 9728, RFC 8414, /token).
// Usage: node discovery.mjs PACKAGE URL CLIENT_ID CLIENT_SECRET TOOL [--repaired]
import { packageNamed } from './packages.mjs';

const [, , packageName, url, clientId, clientSecret, tool, repaired] = process.argv;
const { Client, ClientCredentialsProvider, transports } = await packageNamed(packageName);

// The packages insist on an authorization_endpoint, which RFC 8414 §2 requires only of a server
// with a grant that uses one. This fetch adds what they want to read, and they never call it.
async function readable(input, init) {
  const response = await fetch(input, init);
  if (!String(input).includes('/.well-known/oauth-authorization-server') || !response.ok) {
    return response;
  }
  const metadata = await response.json();
  return Response.json({ authorization_endpoint: `${metadata.issuer}/no-authorization`, ...metadata });
}

const asked = [];
async function noted(input, init) {
  asked.push(`${init?.method ?? 'GET'} ${new URL(String(input)).pathname}`);
  return repaired ? readable(input, init) : fetch(input, init);
}

const provider = new ClientCredentialsProvider({ clientId, clientSecret });
const client = new Client({ name: 'foreign-client', version: '1.0.0' });
const outcome = { asked };
try {
  const transport = new transports.mcp(new URL(url), { authProvider: provider, fetch: noted });
  await client.connect(transport);
  outcome.result = await client.callTool({ name: tool, arguments: {} });
  const tokens = await provider.tokens();
  const claims = JSON.parse(Buffer.from(tokens.access_token.split('.')[1], 'base64url'));
  outcome.claims = { aud: claims.aud, sub: claims.sub };
} catch (error) {
  outcome.error = { name: error.constructor.name, message: String(error.message ?? error) };
} finally {
  await client.close();
}
console.log(JSON.stringify(outcome));
