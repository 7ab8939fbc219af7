import { app } from '@azure/functions';
import { prepareStorage } from '../app.ts';

// Before the first invocation; a second copy of the app does no harm by doing the same.
app.hook.appStart(() => prepareStorage());
