/** Generated from docs/openapi.json; `node scripts/generate-api.ts` writes both. */
export interface paths {
  '/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** This description. */
    get: operations['describeApi'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the application can work; readers also see the single checks. */
    get: operations['getHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who is signed in. */
    get: operations['getMe'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/catalog': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The products a connector can be set up for. */
    get: operations['listProducts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/consent/callback': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where the identity platform sends the browser; the grant is proven by a call. */
    get: operations['completeConsent'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/exceptions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was not imported and why, with counts per cause and per unmapped number. */
    get: operations['listExceptions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** All connectors but the deleted. */
    get: operations['listConnectors'];
    put?: never;
    /** Begins the set-up of a connector. */
    post: operations['createConnector'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A connector with its steps, settings and last run. */
    get: operations['getConnector'];
    put?: never;
    post?: never;
    /** Ends a connector and removes its credential; its ledger stays. */
    delete: operations['deleteConnector'];
    options?: never;
    head?: never;
    /** Changes name and settings. */
    patch: operations['changeConnector'];
    trace?: never;
  };
  '/connectors/{id}/finish': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ends the set-up: the daily runs begin. */
    post: operations['finishConnector'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stops the daily runs. */
    post: operations['pauseConnector'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets the daily runs go on, and catch up. */
    post: operations['resumeConnector'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/terms': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Records who accepted which version of the terms, and when. */
    put: operations['acceptTerms'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/credentials': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Signs in at TeleMessage, then keeps the credential in the secret store. */
    put: operations['setCredentials'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/consent': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The address of the page on which a tenant administrator consents. */
    post: operations['beginConsent'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/preflight': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the connector needs of TeleMessage, Microsoft 365 and Azure, looked at now. */
    get: operations['getPreflight'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/mapping-rules': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Which rules find the mailboxes of an item. */
    put: operations['setMappingRules'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/mapping': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The mapping in use, as it was uploaded. */
    get: operations['getMapping'];
    /** Takes a mapping as a new version, or refuses it whole with every bad row. */
    put: operations['uploadMapping'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/mapping-entries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Adds rows to the mapping in use, which makes a new version. */
    post: operations['addMappingEntries'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/mapping-versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who uploaded which version, when, and what it changed; the newest first. */
    get: operations['listMappingVersions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/mapping-versions/{version}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A version of the mapping, as it was uploaded. */
    get: operations['getMappingVersion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/mapping-versions/{version}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Makes a new version that is equal to an old one. */
    post: operations['restoreMappingVersion'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/mapping-check': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Asks the directory, a part at a time, whether the mailboxes of a mapping are users. */
    post: operations['checkMapping'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/mapping-resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Which mailbox a participant leads to, by which rule, and why not. */
    post: operations['resolveMapping'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/reprocess': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Reprocesses every run of the connector with open unmapped items of these numbers. */
    post: operations['reprocessUnmapped'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Runs of a connector, newest window first. */
    get: operations['listRuns'];
    put?: never;
    /** Begins a run over a window that is over. */
    post: operations['beginRun'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{runId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A run with its counters, certificate and progress. */
    get: operations['getRun'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{runId}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stops a run after the wave that is under way. */
    post: operations['cancelRun'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{runId}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sends the failed deliveries of a settled run again. */
    post: operations['retryRun'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{runId}/reprocess': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes the exceptions up again, with the mapping and settings of today. */
    post: operations['reprocessRun'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/connectors/{id}/days': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What became of each UTC day of a connector, for up to 400 days. */
    get: operations['listDays'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/runs/{runId}/report': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Certificate, counters and every exception of a run, as a file. */
    get: operations['getReport'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/items': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Items of the ledger, by id, participant, mailbox, time and outcome. */
    get: operations['searchItems'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/item-search': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The same search with a number or an address kept out of addresses, which are logged. */
    post: operations['findItems'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/exception-search': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The list of exceptions with a number kept out of addresses, which are logged. */
    post: operations['findExceptions'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/items/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One item's whole story, from its listing to its mailboxes. */
    get: operations['getItem'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who did what and when, newest first, with a check of the days shown. */
    get: operations['listAudit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The audit as JSON lines, which scripts/verify-audit.ts checks with nothing else. */
    get: operations['exportAudit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    AuditList: {
      items: components['schemas']['AuditRow'][];
      nextCursor?: string;
      /** @description Whether the chain of hashes holds over every day that has a row here. */
      verified: boolean;
      /** @description Where it first does not. */
      broken: {
        number: number;
        at: string;
        /** @enum {string} */
        reason: 'altered' | 'unlinked';
      } | null;
    };
    AuditRow: {
      number: number;
      at: components['schemas']['Time'];
      who: string;
      whoId?: string;
      action: string;
      connectorId?: string;
      runId?: string;
      /**
       * @description `unknown`: it was begun, and what came of it could not be recorded.
       * @enum {string}
       */
      outcome: 'done' | 'refused' | 'failed' | 'unknown';
      status?: number;
      code?: string;
      begunAt?: components['schemas']['Time'];
      before?: {
        [key: string]: unknown;
      };
      after?: {
        [key: string]: unknown;
      };
      previous: string;
      hash: string;
    } & {
      [key: string]: unknown;
    };
    CheckQuestion: {
      /** @description The mapping in use unless given. */
      addresses?: components['schemas']['ListedAddress'][];
      cursor?: string;
    };
    CheckReport: {
      /** @description From the beginning of the list up to here. */
      checked: number;
      of: number;
      /** @description Of those that this call looked at. */
      unknown: components['schemas']['UnknownUser'][];
      /** @description There is more: ask the same question again with it. */
      nextCursor?: string;
    };
    Connector: {
      id: string;
      product: string;
      title: string;
      folder: string;
      name: string;
      state: components['schemas']['ConnectorState'];
      steps: {
        terms: components['schemas']['StepState'];
        credentials: components['schemas']['StepState'];
        mapping: components['schemas']['StepState'];
        consent: components['schemas']['StepState'];
      };
      settings: {
        sizeLimitMb: number;
        messageClass: string;
      };
      mapping: {
        automatic: boolean;
        custom: boolean;
        version: number | null;
      };
      terms: {
        version: string;
        acceptedAt: components['schemas']['Time'];
        acceptedBy: string;
      } | null;
      credentials: {
        username: string;
        company: string;
        verifiedAt: components['schemas']['Time'];
        verifiedBy: string;
      } | null;
      consent: {
        tenant: string;
        grantedAt: components['schemas']['Time'];
        grantedBy: string;
      } | null;
      /** @description Why the connector waits for a person, and what to do. */
      attention: {
        code: string;
        since: components['schemas']['Time'];
        reason: string;
        remedy: string;
      } | null;
      createdAt: components['schemas']['Time'];
      createdBy: string;
      activatedAt: components['schemas']['Time'] | null;
      /** @description Everything archived before this moment has been settled. */
      watermark: components['schemas']['Time'] | null;
      lastRun: {
        id: string;
        state: components['schemas']['RunState'];
        window: components['schemas']['Window'];
        settledAt: components['schemas']['Time'] | null;
        balanced: boolean | null;
      } | null;
    };
    ConnectorPatch: {
      name?: string;
      settings?: {
        /** @description `null` goes back to the product's own limit. */
        sizeLimitMb?: number | null;
        messageClass?: string | null;
      };
    };
    /** @enum {string} */
    ConnectorState: 'draft' | 'ready' | 'active' | 'paused' | 'attention' | 'deleted';
    ConsentGranted: {
      connectorId: string;
      /** @constant */
      granted: true;
    };
    ConsentPage: {
      /** Format: uri */
      url: string;
    };
    Counters: {
      listed: number;
      repeated: number;
      items: number;
      delivered: number;
      unmapped: number;
      tooLarge: number;
      malformed: number;
      deliveries: number;
      imported: number;
      partial: number;
      duplicate: number;
      failed: number;
    };
    Credentials: {
      username: string;
      password: string;
    };
    Day: {
      /**
       * Format: date
       * @description `2026-03-09`, UTC.
       */
      day: string;
      /**
       * @description `missing`: wanted and over, and no run covers it. `notDue`: not over, or not wanted.
       * @enum {string}
       */
      state: 'complete' | 'withExceptions' | 'missing' | 'running' | 'failed' | 'notDue';
      /** @description The run that the state is taken from. */
      runId: string | null;
      runState: components['schemas']['RunState'] | null;
      /** @description `null` until the run is settled, and where its window is not just this day; as are the other counts. */
      items: number | null;
      deliveries: number | null;
      exceptions: number | null;
    };
    DayList: {
      items: components['schemas']['Day'][];
    };
    Delivery: {
      mailboxId: string;
      /** @enum {string} */
      state: 'planned' | 'claimed' | 'imported' | 'partial' | 'failed';
      /** @enum {string} */
      rule: 'custom' | 'automatic';
      at: components['schemas']['Time'];
      /** @description Graph's id of the message. */
      messageId: string | null;
      /** @description Why it failed; its text stands in the item's exception. */
      cause: string | null;
      /** @description Attachments over the limit, which a `partial` delivery goes without. */
      leftOut: {
        name: string;
        size: number;
        sha256: string;
      }[];
      /** @description The item it was delivered for, where this one is a duplicate of it. */
      duplicateOf: {
        id: string;
        itemId: string;
        runId: string;
      } | null;
    };
    Difference: {
      /** @enum {string} */
      change: 'added' | 'changed' | 'removed';
      /** @description Normalised. */
      number: string;
      /** @description `null` in a removed row. */
      mailbox: string | null;
      /** @description `null` in an added row. */
      before: string | null;
      validFrom: components['schemas']['Time'] | null;
      validTo: components['schemas']['Time'] | null;
    };
    Exception: {
      id: string;
      connectorId: string;
      runId: string;
      cause: components['schemas']['ExceptionCause'];
      reason: string;
      title: string;
      explanation: string;
      remedy: string;
      /** @enum {string} */
      state: 'open' | 'resolved';
      itemId: string;
      /** @description Leads to the item's story. */
      item: string;
      kind: string;
      occurredAt: components['schemas']['Time'];
      since: components['schemas']['Time'];
      resolvedAt: components['schemas']['Time'] | null;
      parties: string[];
      mailboxId: string | null;
    };
    /** @enum {string} */
    ExceptionCause: 'unmapped' | 'tooLarge' | 'malformed' | 'failed';
    ExceptionGroup: {
      cause: components['schemas']['ExceptionCause'];
      /** @description `null` for all that cannot be read, whatever is wrong with each. */
      reason: string | null;
      title: string;
      explanation: string;
      remedy: string;
      /** @description What takes them up again; `null` where the window has to be run again. */
      action: ('retry' | 'reprocess') | null;
      count: number;
      open: number;
    };
    ExceptionList: {
      items: components['schemas']['Exception'][];
      nextCursor?: string;
      /** @description Of everything the filter selects; on the first page only. */
      counts?: {
        causes: {
          [key: string]: number;
        };
        /** @description By cause and reason, the most frequent first, each with what to do about it. */
        groups: components['schemas']['ExceptionGroup'][];
        /** @description Numbers and addresses no mailbox was found for, the most frequent first; at most 100. */
        unmapped: {
          party: string;
          count: number;
        }[];
        /** @description Exceptions counted. */
        counted: number;
        /** @description False where there are too many to count all while a person waits: there are at least so many. */
        complete: boolean;
      };
    };
    Fault: {
      /** @description Where in the request: `settings.sizeLimitMb`, `line 12`. */
      path: string;
      code: string;
      message: string;
      /** @description In a file. */
      line?: number;
      /** @description In a file. */
      column?: string;
    };
    Health: {
      /** @enum {string} */
      status: 'healthy' | 'unhealthy';
      /** @description For signed-in readers only. */
      checks?: {
        name: string;
        ok: boolean;
        code?: string;
      }[];
    };
    ItemEvent: {
      /** @description `null` where it was not recorded. */
      at: components['schemas']['Time'] | null;
      /** @enum {string} */
      type:
        | 'listed'
        | 'listedAgain'
        | 'unmapped'
        | 'tooLarge'
        | 'malformed'
        | 'planned'
        | 'duplicate'
        | 'claimed'
        | 'inDoubt'
        | 'imported'
        | 'partial'
        | 'failed'
        | 'reprocessed'
        | 'resolved';
      runId: string;
      mailboxId?: string;
      /** @description Of the run, 1 for its first. */
      round?: number;
      /** @description Where it was listed. */
      slice?: number;
      raw?: {
        blob: string;
        index: number;
      };
      /**
       * @description Which rule found the mailbox.
       * @enum {string}
       */
      rule?: 'custom' | 'automatic';
      /** @description Numbers and addresses no mailbox was found for. */
      parties?: string[];
      messageId?: string;
      leftOut?: {
        name: string;
        size: number;
        sha256: string;
      }[];
      /** @description The other item of a duplicate. */
      itemId?: string;
      /** @description Code of what went wrong. */
      reason?: string;
      title?: string;
      explanation?: string;
      remedy?: string;
    };
    ItemList: {
      /** @description In order of time, roughly: run by run, or day by day. A page may be short, or empty, and lead to more. */
      items: {
        /** @description Opaque; leads to the item's story. */
        id: string;
        connectorId: string;
        runId: string;
        /** @description The source's own. */
        itemId: string;
        revision: number;
        kind: string;
        occurredAt: components['schemas']['Time'];
        listedAt: components['schemas']['Time'] | null;
        /** @enum {string} */
        outcome: 'delivered' | 'unmapped' | 'tooLarge' | 'malformed';
        /** @description Mailboxes it goes to. */
        deliveries: number;
        /** @description How many of those had the same communication already. */
        duplicates: number;
        /** @description The item first listed with the same communication, by its id of the source. */
        duplicateOf: string | null;
        /** @description The item that this one is a correction of. */
        replaces: string | null;
        /** @description Numbers, else values as captured; empty for an item that could not be read. */
        parties: string[];
        mailboxIds: string[];
        delivery: components['schemas']['Delivery'] | null;
      }[];
      nextCursor?: string;
      searched: {
        /** @description Rows looked at for this page. */
        rows: number;
        /** @description The run or day the search has come to; `null` where nothing was left to be searched. */
        place: string | null;
        /** @description Whether this page ends the search. */
        complete: boolean;
      };
    };
    ItemStory: {
      /** @description Opaque; leads to the item's story. */
      id: string;
      connectorId: string;
      runId: string;
      /** @description The source's own. */
      itemId: string;
      revision: number;
      kind: string;
      occurredAt: components['schemas']['Time'];
      listedAt: components['schemas']['Time'] | null;
      /** @enum {string} */
      outcome: 'delivered' | 'unmapped' | 'tooLarge' | 'malformed';
      /** @description Mailboxes it goes to. */
      deliveries: number;
      /** @description How many of those had the same communication already. */
      duplicates: number;
      /** @description The item first listed with the same communication, by its id of the source. */
      duplicateOf: string | null;
      /** @description The item that this one is a correction of. */
      replaces: string | null;
      /** @description Numbers, else values as captured; empty for an item that could not be read. */
      parties: string[];
      mailboxIds: string[];
      /** @description Where its bytes stand as received, in the container `raw`. */
      raw: {
        blob: string;
        index: number;
      };
      /** @description As they stand today. */
      mailboxes: components['schemas']['Delivery'][];
      /** @description The oldest first. */
      events: components['schemas']['ItemEvent'][];
      /** @description Other items of the ledger that have to do with it. */
      related: {
        /** @enum {string} */
        relation: 'sameInOtherRun' | 'duplicateOf' | 'replaces' | 'replacedBy';
        itemId: string;
        revision: number | null;
        /** @description `null` where it was not found within a month of this one. */
        id: string | null;
        runId: string | null;
      }[];
    };
    ListedAddress: {
      line: number | null;
      address: string;
    };
    MappingRefusal: {
      type: string;
      title: string;
      status: number;
      detail: string;
      /** @description Stable and machine readable. */
      code: string;
      errors: components['schemas']['RowFault'][];
      /** @description The version the upload became, or would become. */
      version: number;
      rows: number;
      valid: number;
      added: number;
      changed: number;
      removed: number;
      /** @description Against the mapping in use; the first ones, `added`, `changed` and `removed` count all. */
      differences: components['schemas']['Difference'][];
      users: components['schemas']['UsersReport'];
      errorCount: number;
    } & {
      [key: string]: unknown;
    };
    MappingReport: {
      /** @description The version the upload became, or would become. */
      version: number;
      rows: number;
      valid: number;
      added: number;
      changed: number;
      removed: number;
      errors: components['schemas']['RowFault'][];
      /** @description Against the mapping in use; the first ones, `added`, `changed` and `removed` count all. */
      differences: components['schemas']['Difference'][];
      users: components['schemas']['UsersReport'];
    };
    MappingRules: {
      automatic: boolean;
      custom: boolean;
    };
    MappingVersion: {
      version: number;
      uploadedAt: components['schemas']['Time'];
      uploadedBy: string;
      rows: number;
      added: number;
      changed: number;
      removed: number;
      /** @description The version whose copy it is. */
      restoredFrom: number | null;
      /** @description Whether runs use this one now. */
      live: boolean;
    };
    Me: {
      name: string;
      roles: string[];
    };
    NewConnector: {
      product: string;
      name: string;
    };
    NewEntries: {
      add: {
        number: string;
        mailbox: string;
        /** @description Dates like 2026-03-31, as in a file; half-open, UTC. */
        validFrom?: string;
        /** @description The first day after the last, UTC. */
        validTo?: string;
      }[];
      /**
       * @description Rows in use that name one of the numbers make way.
       * @default false
       */
      replace: boolean;
    };
    NewRun: {
      from: components['schemas']['Time'];
      to: components['schemas']['Time'];
    };
    Preflight: {
      /** @description Every check passed. */
      ready: boolean;
      checks: {
        /** @enum {string} */
        name: 'source' | 'directory' | 'mailbox' | 'storage' | 'secretStore' | 'mapping';
        ok: boolean;
        /** @description What was found; never a secret. */
        detail: string;
        /** @description What to do; empty where all is well. */
        remedy: string;
      }[];
    };
    Problem: {
      type: string;
      title: string;
      status: number;
      detail: string;
      /** @description Stable and machine readable. */
      code: string;
      /** @description Every fault of a bad request at once. */
      errors?: components['schemas']['Fault'][];
    } & {
      [key: string]: unknown;
    };
    Product: {
      /** @description As the source calls it. */
      product: string;
      title: string;
      /** @description Exact display name of the folder at the top of each mailbox; at most 255 characters in Exchange. */
      folder: string;
      kinds: ('sms' | 'mms' | 'chat' | 'voiceCall' | 'callLog')[];
      /**
       * @description Whether the source lists structured records, or ready-made e-mails.
       * @enum {string}
       */
      source: 'record' | 'email';
      /**
       * @description What is held against the size limit: each attachment, or after that the whole item too.
       * @enum {string}
       */
      sizeRule: 'attachment' | 'attachmentOrItem';
      /** @description Whether setting it up includes the consent of a tenant administrator. */
      consent: boolean;
      /** @enum {string} */
      status: 'ga' | 'preview';
      /** @description ISO 3166 country in which numbers without a country code are read; none where users are anywhere. */
      region?: string;
      prerequisites: {
        code: string;
        text: string;
      }[];
    };
    ReprocessQuestion: {
      /** @description As the exceptions name them; all unmapped items unless given. */
      parties?: string[];
      cursor?: string;
    };
    ReprocessReport: {
      /** @description Runs that were queued; those of a connector follow one another. */
      queued: string[];
      /** @description Runs that are under way already; reprocess them when they have settled. */
      busy: string[];
      /** @description Items seen that wait for one of the numbers. */
      items: number;
      /** @description There are more exceptions to look through: ask the same question again with it. */
      nextCursor?: string;
    };
    ResolveAnswer: {
      number: {
        given: string;
        /** @description What is compared; the value as given where it is no telephone number. */
        normalised: string;
      } | null;
      email: {
        given: string;
        /** @description What is compared; the value as given where it is no telephone number. */
        normalised: string;
      } | null;
      at: components['schemas']['Time'];
      mappingVersion: number | null;
      /** @description Where an item of this participant alone would go; `null`: it would not be imported. */
      mailbox: {
        address: string;
        mailboxId: string;
        /** @enum {string} */
        rule: 'custom' | 'automatic';
      } | null;
      /** @description Each rule in its order, and what came of it. */
      steps: {
        /** @enum {string} */
        rule: 'custom' | 'automatic';
        /** @enum {string} */
        result: 'won' | 'notNeeded' | 'noUser' | 'noMatch' | 'notEffective' | 'off';
        address: string | null;
        message: string;
      }[];
    };
    ResolveQuestion: {
      number?: string;
      email?: string;
      /** @description The moment of the communication; now unless given. */
      at?: components['schemas']['Time'];
    };
    RowFault: {
      line: number;
      column: string;
      path: string;
      code: string;
      /** @description What is wrong and what to do. */
      message: string;
    };
    Run: {
      id: string;
      connectorId: string;
      number: number;
      state: components['schemas']['RunState'];
      /** @enum {string} */
      phase: 'open' | 'stage' | 'reprocess' | 'import' | 'settle' | 'done';
      window: components['schemas']['Window'];
      createdAt: components['schemas']['Time'];
      createdBy: string;
      startedAt: components['schemas']['Time'] | null;
      settledAt: components['schemas']['Time'] | null;
      round: number;
      attempt: number;
      cancelRequested: boolean;
      counters: components['schemas']['Counters'];
      /** @description What the source itself counted for the window, once it was asked. */
      sourceCount: number | null;
      certificate: {
        balanced: boolean;
        equations: {
          text: string;
          holds: boolean;
        }[];
        settledAt: components['schemas']['Time'];
      } | null;
      progress: {
        slices: {
          done: number;
          of: number;
        };
        deliveries: {
          done: number;
          of: number;
        };
      };
      /** @description Items while listing, then deliveries; of a run's first round only. */
      rate: {
        /** @enum {string} */
        of: 'items' | 'deliveries';
        perSecond: number;
      } | null;
      /** @description While messages are being written, at the rate so far. */
      estimatedEnd: components['schemas']['Time'] | null;
      error: {
        code: string;
        message: string;
      } | null;
    };
    RunReport: {
      run: components['schemas']['Run'];
      exceptions: components['schemas']['Exception'][];
    };
    /** @enum {string} */
    RunState:
      | 'queued'
      | 'running'
      | 'settling'
      | 'succeeded'
      | 'succeededWithExceptions'
      | 'failed'
      | 'cancelled';
    /** @enum {string} */
    StepState: 'open' | 'done' | 'notNeeded';
    Terms: {
      version: string;
      /** @constant */
      accepted: true;
    };
    /** Format: date-time */
    Time: string;
    UnknownUser: {
      line: number | null;
      address: string;
      /** @enum {string} */
      reason: 'notFound' | 'noMailbox' | 'accessDenied';
      message: string;
    };
    UsersReport: {
      /** @description Distinct addresses. */
      of: number;
      checked: number;
      unknown: components['schemas']['UnknownUser'][];
      /** @description Not asked about yet, for `mapping-check`; in a dry run only. */
      pending: components['schemas']['ListedAddress'][];
    };
    Window: {
      from: components['schemas']['Time'];
      to: components['schemas']['Time'];
    };
  };
  responses: {
    /** @description Bad Request */
    BadRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unauthorized */
    Unauthorized: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Forbidden */
    Forbidden: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Not Found */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Conflict */
    Conflict: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Precondition Failed */
    PreconditionFailed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Payload Too Large */
    PayloadTooLarge: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unsupported Media Type */
    UnsupportedMediaType: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unprocessable Entity */
    UnprocessableEntity: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Too Many Requests */
    TooManyRequests: {
      headers: {
        'Retry-After': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Internal Server Error */
    InternalServerError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Service Unavailable */
    ServiceUnavailable: {
      headers: {
        'Retry-After': components['headers']['RetryAfter'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: {
    /** @description The state of the connector, for If-Match. */
    ETag: string;
    /** @description The address of what came of the call. */
    Location: string;
    /** @description Says that this is a file, and its name. */
    ContentDisposition: string;
    /** @description Seconds to wait, where they are known. */
    RetryAfter: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  describeApi: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            openapi: string;
            info: {
              title: string;
              version: string;
            } & {
              [key: string]: unknown;
            };
            paths: {
              [key: string]: unknown;
            };
          } & {
            [key: string]: unknown;
          };
        };
      };
      400: components['responses']['BadRequest'];
    };
  };
  getHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Health'];
        };
      };
      400: components['responses']['BadRequest'];
      /** @description Service Unavailable */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Health'];
        };
      };
    };
  };
  getMe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
    };
  };
  listProducts: {
    parameters: {
      query?: {
        /** @description At most so many rows. */
        limit?: number;
        /** @description `nextCursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Product'][];
            nextCursor?: string;
          };
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
    };
  };
  completeConsent: {
    parameters: {
      query?: {
        state?: string;
        tenant?: string;
        error?: string;
        error_description?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConsentGranted'];
        };
      };
      /** @description See Other */
      303: {
        headers: {
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      409: components['responses']['Conflict'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  listExceptions: {
    parameters: {
      query?: {
        connectorId?: string;
        runId?: string;
        cause?: components['schemas']['ExceptionCause'];
        state?: 'open' | 'resolved';
        reason?: string;
        /** @description Of the item, as the source gave it. */
        itemId?: string;
        /** @description A number or address no mailbox was found for, as the exceptions name it. */
        party?: string;
        /** @description Whether to count as well, which takes seconds where there are many. */
        counts?: 'true' | 'false';
        /** @description At most so many rows. */
        limit?: number;
        /** @description `nextCursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExceptionList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  listConnectors: {
    parameters: {
      query?: {
        /** @description At most so many rows. */
        limit?: number;
        /** @description `nextCursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Connector'][];
            nextCursor?: string;
          };
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  createConnector: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewConnector'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Connector'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  getConnector: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Connector'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  deleteConnector: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the state that the change is meant for; without it, any. */
        'If-Match'?: string;
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  changeConnector: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the state that the change is meant for; without it, any. */
        'If-Match'?: string;
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ConnectorPatch'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Connector'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  finishConnector: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the state that the change is meant for; without it, any. */
        'If-Match'?: string;
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Connector'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  pauseConnector: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the state that the change is meant for; without it, any. */
        'If-Match'?: string;
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Connector'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  resumeConnector: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the state that the change is meant for; without it, any. */
        'If-Match'?: string;
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Connector'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  acceptTerms: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the state that the change is meant for; without it, any. */
        'If-Match'?: string;
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Terms'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Connector'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  setCredentials: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the state that the change is meant for; without it, any. */
        'If-Match'?: string;
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Credentials'];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['UnprocessableEntity'];
      429: components['responses']['TooManyRequests'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  beginConsent: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConsentPage'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  getPreflight: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preflight'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  setMappingRules: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the state that the change is meant for; without it, any. */
        'If-Match'?: string;
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MappingRules'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Connector'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  getMapping: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'Content-Disposition': components['headers']['ContentDisposition'];
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  uploadMapping: {
    parameters: {
      query?: {
        dryRun?: 'true' | 'false';
      };
      header?: {
        /** @description The ETag of the state that the change is meant for; without it, any. */
        'If-Match'?: string;
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'text/csv': string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MappingReport'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['MappingRefusal'];
        };
      };
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  addMappingEntries: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the state that the change is meant for; without it, any. */
        'If-Match'?: string;
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewEntries'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MappingReport'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['MappingRefusal'];
        };
      };
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  listMappingVersions: {
    parameters: {
      query?: {
        /** @description At most so many rows. */
        limit?: number;
        /** @description `nextCursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['MappingVersion'][];
            nextCursor?: string;
          };
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  getMappingVersion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the connector. */
        id: string;
        /** @description Number of the version. */
        version: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'Content-Disposition': components['headers']['ContentDisposition'];
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  restoreMappingVersion: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the state that the change is meant for; without it, any. */
        'If-Match'?: string;
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
        /** @description Number of the version. */
        version: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MappingReport'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  checkMapping: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CheckQuestion'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CheckReport'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  resolveMapping: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ResolveQuestion'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ResolveAnswer'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  reprocessUnmapped: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReprocessQuestion'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReprocessReport'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  listRuns: {
    parameters: {
      query?: {
        /** @description At most so many rows. */
        limit?: number;
        /** @description `nextCursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Run'][];
            nextCursor?: string;
          };
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  beginRun: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewRun'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  getRun: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the run. */
        runId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  cancelRun: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the run. */
        runId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  retryRun: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the run. */
        runId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  reprocessRun: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path: {
        /** @description Of the run. */
        runId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          Location: components['headers']['Location'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Run'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  listDays: {
    parameters: {
      query: {
        from: string;
        to: string;
      };
      header?: never;
      path: {
        /** @description Of the connector. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DayList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  getReport: {
    parameters: {
      query?: {
        format?: 'csv' | 'json';
      };
      header?: never;
      path: {
        /** @description Of the run. */
        runId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'Content-Disposition': components['headers']['ContentDisposition'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RunReport'];
          'text/csv': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  searchItems: {
    parameters: {
      query: {
        connectorId: string;
        /** @description As the source gave it. Needs no time. */
        itemId?: string;
        /** @description Of a participant, in any spelling; a short code or a sender's name as captured. */
        number?: string;
        /** @description Object id of its user, or an address. */
        mailbox?: string;
        /** @description The earliest time of the communication. */
        from?: components['schemas']['Time'];
        /** @description The first moment that is too late. */
        to?: components['schemas']['Time'];
        /** @description What became of the item, or of its delivery to a mailbox. */
        outcome?:
          | 'delivered'
          | 'unmapped'
          | 'tooLarge'
          | 'malformed'
          | 'planned'
          | 'claimed'
          | 'imported'
          | 'partial'
          | 'failed';
        /** @description At most so many rows. */
        limit?: number;
        /** @description `nextCursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ItemList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  findItems: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          connectorId: string;
          /** @description As the source gave it. Needs no time. */
          itemId?: string;
          /** @description Of a participant, in any spelling; a short code or a sender's name as captured. */
          number?: string;
          /** @description Object id of its user, or an address. */
          mailbox?: string;
          /** @description The earliest time of the communication. */
          from?: components['schemas']['Time'];
          /** @description The first moment that is too late. */
          to?: components['schemas']['Time'];
          /**
           * @description What became of the item, or of its delivery to a mailbox.
           * @enum {string}
           */
          outcome?:
            | 'delivered'
            | 'unmapped'
            | 'tooLarge'
            | 'malformed'
            | 'planned'
            | 'claimed'
            | 'imported'
            | 'partial'
            | 'failed';
          /**
           * @description At most so many rows.
           * @default 50
           */
          limit?: number;
          /** @description `nextCursor` of the page before. */
          cursor?: string;
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ItemList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      409: components['responses']['Conflict'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  findExceptions: {
    parameters: {
      query?: never;
      header?: {
        /** @description Any value: shows that no form of another site made the request. Needed where no JSON is sent. */
        'X-Requested-With'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          connectorId?: string;
          runId?: string;
          cause?: components['schemas']['ExceptionCause'];
          /** @enum {string} */
          state?: 'open' | 'resolved';
          reason?: string;
          /** @description Of the item, as the source gave it. */
          itemId?: string;
          /** @description A number or address no mailbox was found for, as the exceptions name it. */
          party?: string;
          /**
           * @description Whether to count as well, which takes seconds where there are many.
           * @default true
           * @enum {string}
           */
          counts?: 'true' | 'false';
          /**
           * @description At most so many rows.
           * @default 50
           */
          limit?: number;
          /** @description `nextCursor` of the page before. */
          cursor?: string;
        };
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExceptionList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      413: components['responses']['PayloadTooLarge'];
      415: components['responses']['UnsupportedMediaType'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  getItem: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Of the item, as lists give it. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ItemStory'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  listAudit: {
    parameters: {
      query?: {
        /** @description The first moment that counts. */
        from?: components['schemas']['Time'];
        /** @description The first moment that is too late. */
        to?: components['schemas']['Time'];
        connectorId?: string;
        runId?: string;
        /** @description A person's name or object id, `system`, or `nobody`. */
        who?: string;
        action?: string;
        /** @description At most so many rows. */
        limit?: number;
        /** @description `nextCursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditList'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  exportAudit: {
    parameters: {
      query?: {
        /** @description The first moment that counts. */
        from?: components['schemas']['Time'];
        /** @description The first moment that is too late. */
        to?: components['schemas']['Time'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'Content-Disposition': components['headers']['ContentDisposition'];
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': string;
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
}
