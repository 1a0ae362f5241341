/** What {@link createS3Files} is told, checked. */
export interface ResolvedS3Options {
  /** The URL of the service; that of the environment, or of AWS, where it is `undefined`. */
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  /** What buckets are named by; `undefined` for what suits the endpoint. */
  readonly forcePathStyle: boolean | undefined;
  readonly credentials: S3Credentials | undefined;
  readonly retries: number;
  /** ms. */
  readonly timeout: number;
}

/** Who asks. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of credentials that are good for a while only. */
  readonly sessionToken?: string | undefined;
}
