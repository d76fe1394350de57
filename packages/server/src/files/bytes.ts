/** Where the bytes of files lie: a folder, or a bucket that speaks S3. Under an id that is written once, whole or not at all. */
export interface Bytes {
  write(id: string, bytes: Uint8Array): Promise<void>;
  /** Throws when there is nothing under this id. */
  read(id: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Also for what is not there. */
  remove(id: string): Promise<void>;
}
