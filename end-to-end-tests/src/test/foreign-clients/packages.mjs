// The two generations of the TypeScript SDK under one set of names.
export async function packageNamed(name) {
  switch (name) {
    case '@modelcontextprotocol/client': {
      const all = await import('@modelcontextprotocol/client');
      return {
        Client: all.Client,
        ClientCredentialsProvider: all.ClientCredentialsProvider,
        transports: { mcp: all.StreamableHTTPClientTransport, sse: all.SSEClientTransport },
      };
    }
    case '@modelcontextprotocol/sdk': {
      const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
      const { StreamableHTTPClientTransport } = await import(
        '@modelcontextprotocol/sdk/client/streamableHttp.js'
      );
      const { SSEClientTransport } = await import('@modelcontextprotocol/sdk/client/sse.js');
      const { ClientCredentialsProvider } = await import(
        '@modelcontextprotocol/sdk/client/auth-extensions.js'
      );
      return {
        Client,
        ClientCredentialsProvider,
        transports: { mcp: StreamableHTTPClientTransport, sse: SSEClientTransport },
      };
    }
    default:
      throw new Error(`no package ${name}`);
  }
}
