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
    CheckQuestion: {
      addresses?: components['schemas']['ListedAddress'][];
      cursor?: string;
    };
    CheckReport: {
      checked: number;
      of: number;
      unknown: components['schemas']['UnknownUser'][];
      nextCursor?: string;
    };
    Connector: {
      id: string;
      product: string;
      title: string;
      folder: string;
      name: string;
      /** @enum {string} */
      state: 'draft' | 'ready' | 'active' | 'paused' | 'attention' | 'deleted';
      steps: {
        /** @enum {string} */
        terms: 'open' | 'done' | 'notNeeded';
        /** @enum {string} */
        credentials: 'open' | 'done' | 'notNeeded';
        /** @enum {string} */
        mapping: 'open' | 'done' | 'notNeeded';
        /** @enum {string} */
        consent: 'open' | 'done' | 'notNeeded';
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
      attention: {
        code: string;
        since: components['schemas']['Time'];
        reason: string;
        remedy: string;
      } | null;
      createdAt: components['schemas']['Time'];
      createdBy: string;
      activatedAt: components['schemas']['Time'] | null;
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
        sizeLimitMb?: number | null;
        messageClass?: string | null;
      };
    };
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
      /** Format: date */
      day: string;
      /** @enum {string} */
      state: 'complete' | 'withExceptions' | 'missing' | 'running' | 'failed' | 'notDue';
      runId: string | null;
      runState: components['schemas']['RunState'] | null;
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
      messageId: string | null;
      cause: string | null;
      leftOut: {
        name: string;
        size: number;
        sha256: string;
      }[];
      duplicateOf: {
        id: string;
        itemId: string;
        runId: string;
      } | null;
    };
    Difference: {
      /** @enum {string} */
      change: 'added' | 'changed' | 'removed';
      number: string;
      mailbox: string | null;
      before: string | null;
      validFrom: string | null;
      validTo: string | null;
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
      reason: string | null;
      title: string;
      explanation: string;
      remedy: string;
      action: ('retry' | 'reprocess') | null;
      count: number;
      open: number;
    };
    ExceptionList: {
      items: components['schemas']['Exception'][];
      nextCursor?: string;
      counts?: {
        causes: {
          [key: string]: number;
        };
        groups: components['schemas']['ExceptionGroup'][];
        unmapped: {
          party: string;
          count: number;
        }[];
        counted: number;
        complete: boolean;
      };
    };
    Fault: {
      path: string;
      code: string;
      message: string;
      line?: number;
      column?: string;
    };
    Health: {
      /** @enum {string} */
      status: 'healthy' | 'unhealthy';
      checks?: {
        name: string;
        ok: boolean;
        code?: string;
      }[];
    };
    ItemEvent: {
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
      round?: number;
      slice?: number;
      raw?: {
        blob: string;
        index: number;
      };
      /** @enum {string} */
      rule?: 'custom' | 'automatic';
      parties?: string[];
      messageId?: string;
      leftOut?: {
        name: string;
        size: number;
        sha256: string;
      }[];
      itemId?: string;
      reason?: string;
      title?: string;
      explanation?: string;
      remedy?: string;
    };
    ItemList: {
      items: {
        id: string;
        connectorId: string;
        runId: string;
        itemId: string;
        revision: number;
        kind: string;
        occurredAt: components['schemas']['Time'];
        listedAt: components['schemas']['Time'] | null;
        /** @enum {string} */
        outcome: 'delivered' | 'unmapped' | 'tooLarge' | 'malformed';
        deliveries: number;
        duplicates: number;
        duplicateOf: string | null;
        replaces: string | null;
        parties: string[];
        mailboxIds: string[];
        delivery: components['schemas']['Delivery'] | null;
      }[];
      nextCursor?: string;
      searched: {
        rows: number;
        place: string | null;
        complete: boolean;
      };
    };
    ItemStory: {
      id: string;
      connectorId: string;
      runId: string;
      itemId: string;
      revision: number;
      kind: string;
      occurredAt: components['schemas']['Time'];
      listedAt: components['schemas']['Time'] | null;
      /** @enum {string} */
      outcome: 'delivered' | 'unmapped' | 'tooLarge' | 'malformed';
      deliveries: number;
      duplicates: number;
      duplicateOf: string | null;
      replaces: string | null;
      parties: string[];
      mailboxIds: string[];
      raw: {
        blob: string;
        index: number;
      };
      mailboxes: components['schemas']['Delivery'][];
      events: components['schemas']['ItemEvent'][];
      related: {
        /** @enum {string} */
        relation: 'sameInOtherRun' | 'duplicateOf' | 'replaces' | 'replacedBy';
        itemId: string;
        revision: number | null;
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
      code: string;
      errors: components['schemas']['RowFault'][];
      version: number;
      rows: number;
      valid: number;
      added: number;
      changed: number;
      removed: number;
      differences: components['schemas']['Difference'][];
      users: components['schemas']['UsersReport'];
      errorCount: number;
    } & {
      [key: string]: unknown;
    };
    MappingReport: {
      version: number;
      rows: number;
      valid: number;
      added: number;
      changed: number;
      removed: number;
      errors: components['schemas']['RowFault'][];
      differences: components['schemas']['Difference'][];
      users: components['schemas']['UsersReport'];
    };
    MappingRules: {
      automatic: boolean;
      custom: boolean;
    };
    MappingVersion: {
      version: number;
      /** Format: date-time */
      uploadedAt: string;
      uploadedBy: string;
      rows: number;
      added: number;
      changed: number;
      removed: number;
      restoredFrom: number | null;
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
        validFrom?: string;
        validTo?: string;
      }[];
      /** @default false */
      replace: boolean;
    };
    NewRun: {
      from: components['schemas']['Time'];
      to: components['schemas']['Time'];
    };
    Preflight: {
      ready: boolean;
      checks: {
        /** @enum {string} */
        name: 'source' | 'directory' | 'mailbox' | 'storage' | 'secretStore' | 'mapping';
        ok: boolean;
        detail: string;
        remedy: string;
      }[];
    };
    Problem: {
      type: string;
      title: string;
      status: number;
      detail: string;
      code: string;
      errors?: components['schemas']['Fault'][];
    } & {
      [key: string]: unknown;
    };
    Product: {
      product: string;
      title: string;
      folder: string;
      kinds: ('sms' | 'mms' | 'chat' | 'voiceCall' | 'callLog')[];
      /** @enum {string} */
      source: 'record' | 'email';
      /** @enum {string} */
      sizeRule: 'attachment' | 'attachmentOrItem';
      consent: boolean;
      /** @enum {string} */
      status: 'ga' | 'preview';
      region?: string;
      prerequisites: {
        code: string;
        text: string;
      }[];
    };
    ReprocessQuestion: {
      parties?: string[];
      cursor?: string;
    };
    ReprocessReport: {
      queued: string[];
      busy: string[];
      items: number;
      nextCursor?: string;
    };
    ResolveAnswer: {
      number: {
        given: string;
        normalised: string;
      } | null;
      email: {
        given: string;
        normalised: string;
      } | null;
      /** Format: date-time */
      at: string;
      mappingVersion: number | null;
      mailbox: {
        address: string;
        mailboxId: string;
        /** @enum {string} */
        rule: 'custom' | 'automatic';
      } | null;
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
      /** Format: date-time */
      at?: string;
    };
    RowFault: {
      line: number;
      column: string;
      path: string;
      code: string;
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
      rate: {
        /** @enum {string} */
        of: 'items' | 'deliveries';
        perSecond: number;
      } | null;
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
      of: number;
      checked: number;
      unknown: components['schemas']['UnknownUser'][];
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
        limit?: number;
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
        itemId?: string;
        party?: string;
        counts?: 'true' | 'false';
        limit?: number;
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
        limit?: number;
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
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path: {
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
        id: string;
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
        id: string;
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
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path: {
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
        itemId?: string;
        number?: string;
        mailbox?: string;
        from?: components['schemas']['Time'];
        to?: components['schemas']['Time'];
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
        limit?: number;
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
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
    };
  };
  getItem: {
    parameters: {
      query?: never;
      header?: never;
      path: {
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
        from?: components['schemas']['Time'];
        to?: components['schemas']['Time'];
        connectorId?: string;
        runId?: string;
        who?: string;
        action?: string;
        limit?: number;
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
            items: ({
              number: number;
              at: components['schemas']['Time'];
              who: string;
              whoId?: string;
              action: string;
              connectorId?: string;
              runId?: string;
              /** @enum {string} */
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
            })[];
            nextCursor?: string;
            verified: boolean;
            broken: {
              number: number;
              at: string;
              /** @enum {string} */
              reason: 'altered' | 'unlinked';
            } | null;
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
  exportAudit: {
    parameters: {
      query?: {
        from?: components['schemas']['Time'];
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
