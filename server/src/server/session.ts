import type {
  Connection,
  InitializeParams,
  TextDocuments,
  WorkspaceFolder,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ClientOptions } from '../protocol.ts';
import type { Review } from '../review/review.ts';

/** What the client can do, as far as it matters here. */
export interface ClientAbilities {
  /** It asks for diagnostics; others are sent them. */
  pulls: boolean;
  /** It asks again when told that others have changed. */
  refreshes: boolean;
  /** It has settings to ask for. */
  configures: boolean;
  /** It tells of changed files when asked to. */
  watches: boolean;
  /** It has a command that asks for the reason of a suppression. */
  asksForReason: boolean;
  /** It has a command that shows several places. */
  showsPlaces: boolean;
  /** It has a command that connects to a cluster. */
  connects: boolean;
  /** It takes links for definitions. */
  links: boolean;
  /** It takes what all completions share said once. */
  listDefaults: boolean;
}

/** What all handlers of one connection share; there is one connection in a process. */
export interface Session {
  connection: Connection;
  documents: TextDocuments<TextDocument>;
  client: ClientAbilities;
  /** The folders of the workspace: URIs without a slash at the end. */
  folders: string[];
  review: Review;
  /** Does the user want inlay hints? */
  hints: boolean;
  /** Takes in what was edited and is not reviewed yet. */
  settle(): void;
  /** Does so once the messages that already wait are taken in: keystrokes in a row are one change. */
  schedule(): void;
}

/** A client that can do nothing beyond the protocol's beginnings. */
export const noAbilities: ClientAbilities = {
  pulls: false,
  refreshes: false,
  configures: false,
  watches: false,
  asksForReason: false,
  showsPlaces: false,
  connects: false,
  links: false,
  listDefaults: false,
};

/** What a client says of itself. */
export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): ClientAbilities {
  const { textDocument, workspace } = capabilities;
  const options = initializationOptions as Partial<ClientOptions> | undefined;
  return {
    pulls: textDocument?.diagnostic !== undefined,
    refreshes: workspace?.diagnostics?.refreshSupport === true,
    configures: workspace?.configuration === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    asksForReason: options?.asksForReason === true,
    showsPlaces: options?.showsPlaces === true,
    connects: options?.connects === true,
    links: textDocument?.definition?.linkSupport === true,
    listDefaults: ['editRange', 'insertTextFormat', 'data'].every((one) =>
      textDocument?.completion?.completionList?.itemDefaults?.includes(one),
    ),
  };
}

/** A folder's URI without a slash at the end. */
export const folderUri = ({ uri }: Pick<WorkspaceFolder, 'uri'>): string => uri.replace(/\/$/, '');
