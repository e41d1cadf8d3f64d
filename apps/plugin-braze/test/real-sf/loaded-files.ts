const MARK = 'loaded from sf-braze: ';

/** For `NODE_OPTIONS`: makes `node` tell on stderr which files of the plugin it loads. Without spaces, as that variable wants. */
export const REPORT_LOADS = `--import=data:text/javascript,${encodeURIComponent(`
import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, next) {
    if (/(plugin|sf)-braze[/]lib[/]/.test(url)) process.stderr.write('${MARK}' + url + String.fromCharCode(10));
    return next(url, context);
  },
});`)}`;

/** How many files of the plugin a program told about. */
export function countLoads(stderr: string): number {
  return stderr.split(MARK).length - 1;
}
