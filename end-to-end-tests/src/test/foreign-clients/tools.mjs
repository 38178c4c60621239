// Lists and calls tools with a bearer header, as the documentation of each package shows it.
// Usage: node tools.mjs PACKAGE TRANSPORT < jobs.json
// A job is {url, token, tool}; an outcome {tools, result} or {error}. All outcomes go to stdout.
import { readFileSync } from 'node:fs';
import { packageNamed } from './packages.mjs';

const [, , packageName, transportName] = process.argv;
const { Client, transports } = await packageNamed(packageName);

async function run({ url, token, tool }) {
  const client = new Client({ name: 'foreign-client', version: '1.0.0' });
  const transport = new transports[transportName](new URL(url), {
    requestInit: { headers: { Authorization: `Bearer ${token}` } },
  });
  try {
    await client.connect(transport);
    const { tools } = await client.listTools();
    const result = await client.callTool({ name: tool, arguments: {} });
    return { tools: tools.map((one) => one.name), result };
  } catch (error) {
    return { error: String(error) };
  } finally {
    await client.close();
  }
}

const outcomes = [];
for (const job of JSON.parse(readFileSync(0, 'utf8'))) {
  outcomes.push(await run(job));
}
console.log(JSON.stringify(outcomes));
