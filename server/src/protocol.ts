// What client and server say to each other beyond the language server protocol. Everything here is optional for
// another editor: without it only the status item and the question for a reason are missing.
import type { Profile } from './model/finding.ts';

/**
 * Arguments of Node for the server's process. It never comes near this bound (MB), but with a bound Node gives its heap
 * twice the room of what is in use, and four times without: 60 MB less where a cluster of 100,000 partitions is read.
 * What is new has 3 × 8 MB, and not 3 × 16: reading 10,000 files takes 15 MB less.
 */
export const serverArguments = ['--max-old-space-size=2000', '--max-semi-space-size=8'];

/** Files that may hold Kafka; `activationEvents` in package.json name the same. */
export const candidates = '**/*.{properties,yaml,yml,tf,service}';

/** Notification from the server whenever the review of the workspace has changed. */
export const statusNotification = 'kafkaReview/status';

export interface Status {
  /** Files with Kafka in them that are under review. */
  files: number;
  clusters: number;
  /** Findings in all files; suppressed ones and hints are left out. */
  problems: number;
  /** The profile that holds; absent while it is not known or differs between files. */
  profile?: Profile;
}

/** Notification to the server: a person trusts the workspace, so that Git may be run in it. Without it nothing is run. */
export const trustedNotification = 'kafkaReview/trusted';

/** The kind of the code action that fixes what is safe to fix in a file, as for `editor.codeActionsOnSave`. */
export const fixAllKind = 'source.fixAll.kafkaReview';

/** What the client tells the server about itself in `initializationOptions`. */
export interface ClientOptions {
  /** The client knows `ignoreCommand`; without it the server offers an edit with a reason to fill in. */
  asksForReason: boolean;
  /** The client knows `showPlacesCommand`; without it code lenses are text alone. */
  showsPlaces: boolean;
  /** The client knows `connectCommand`. */
  connects: boolean;
}

/** Command of a code action: the client asks for the reason, puts it in place of `reasonMark` and applies the edit. */
export const ignoreCommand = 'kafkaReview.ignoreHere';

/** Command of a code action: the client puts its only argument, a text, on the clipboard. Nothing is run. */
export const copyCommand = 'kafkaReview.copyCommand';

/** Stands in `IgnoreRequest.newText` where the reason belongs; once, or not at all. */
export const reasonMark = '{reason}';

/** The only argument of `ignoreCommand`. Positions are the protocol's: from 0, in UTF-16 code units. */
export interface IgnoreRequest {
  uri: string;
  /** The document's version that the range belongs to. */
  version: number;
  rule: string;
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
  newText: string;
}

/** Command that shows a rule's page inside the editor; its only argument is the rule's id. */
export const openRuleCommand = 'kafkaReview.openRule';

/** Command of a code lens: shows places of several files in one list. */
export const showPlacesCommand = 'kafkaReview.showPlaces';

/** The only argument of `showPlacesCommand`. Positions are the protocol's. */
export interface ShowPlacesRequest {
  /** Where the list opens. */
  uri: string;
  position: { line: number; character: number };
  /** What it lists; absent: the references of the name at the position. */
  locations?: { uri: string; range: IgnoreRequest['range'] }[];
}

/** Command of a code lens: the client asks for what is missing and connects to a running cluster. */
export const connectCommand = 'kafkaReview.connect';

/** The only argument of `connectCommand`: what a file says about how a cluster is reached. */
export interface ConnectRequest {
  /** What to call the cluster. */
  name: string;
  /** host:port, several with commas; empty where the file does not say it. */
  bootstrap: string;
  /** Where the person finds the address. */
  hint?: string;
  /** A client.properties that says it all. */
  propertiesUri?: string;
  security?: 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL';
  mechanism?: string;
}
