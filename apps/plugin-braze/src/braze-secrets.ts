import { ConfigFile } from '@salesforce/core';

type SecretContents = Record<string, string>;

/**
 * Secrets beside the sign-ins of `sf`, encrypted with the same key, which the OS keychain keeps where there is one.
 * A class because `ConfigFile` demands one.
 */
export class BrazeSecrets extends ConfigFile<ConfigFile.Options, SecretContents> {
  protected static override encryptedKeys = [/.*/];

  public static override getFileName(): string {
    return 'braze-secrets.json';
  }

  public static override getDefaultOptions(): ConfigFile.Options {
    return { ...ConfigFile.getDefaultOptions(true, BrazeSecrets.getFileName()), isState: true };
  }
}
