// Saves a sign-in to the emulated org, the way `sf org login access-token` does: node scripts/sign-in.mjs <url> <username> <token>
import { AuthInfo } from '@salesforce/core';

const [instanceUrl, username, accessToken] = process.argv.slice(2);
const authInfo = await AuthInfo.create({
  username,
  accessTokenOptions: { accessToken, instanceUrl, loginUrl: instanceUrl },
});
await authInfo.save();
