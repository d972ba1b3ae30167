/** What the HTTP server knows of a request, after it has applied its own rules about proxies. */
export type RequestFacts = {
  readonly headers: Headers;
  /** The client's address. */
  readonly ip: string;
  /** The address that the client used, for example `http://192.168.1.5:3000`. */
  readonly origin: string;
  /** `http` for one request; `socket` for the upgrade request of a connection that lives on. */
  readonly transport: 'http' | 'socket';
  /** Adds a Set-Cookie header to the response. Does nothing on a socket. */
  readonly setCookie: (cookie: string) => void;
};
