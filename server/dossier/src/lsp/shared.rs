//! What the parts of the server share.

use std::marker::PhantomData;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::scan::Found;
use dossier_workspace::{CONFIG_FILE, Snapshot, World, scan};
use rustc_hash::FxHashMap;
use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::watch;
use tower_lsp_server::Client;
use tower_lsp_server::ls_types::notification::{Notification, PublishDiagnostics};
use tower_lsp_server::ls_types::{Diagnostic, InitializeParams, PublishDiagnosticsParams, Uri};

use super::chosen::Chosen;
use super::client::ClientCan;
use super::event::Event;
use super::spelling::Spelling;
use super::token_cache::TokenCache;
use super::typing::Typing;
use super::{from_proto, parent};
use crate::start;

/// What the parts of the server share.
#[derive(Debug)]
pub(super) struct Shared {
    world: Mutex<World>,
    session: OnceLock<Session>,
    client: Client,
    events: UnboundedSender<Event>,
    /// Open documents' addresses, in the client's own spelling.
    uris: Mutex<FxHashMap<Utf8PathBuf, Uri>>,
    /// How the client writes addresses in general.
    spelling: Mutex<Spelling>,
    folders: Mutex<Vec<Utf8PathBuf>>,
    /// Folders that were scanned for files outside the workspace.
    implied: Mutex<Vec<Utf8PathBuf>>,
    /// The editor's settings, without those of files.
    chosen: Mutex<Chosen>,
    /// True while every file of the workspace was seen.
    complete: watch::Sender<bool>,
    /// Held while a change of the disk is read and put into the index.
    disk: Mutex<()>,
    /// The lines that are being typed.
    typing: Mutex<Typing>,
    /// What clients were told of the colours of open documents.
    tokens: Mutex<TokenCache>,
    shut_down: AtomicBool,
}

/// What is agreed on at the start and holds to the end.
#[derive(Debug)]
struct Session {
    can: ClientCan,
}

impl Shared {
    pub(super) fn new(world: World, client: Client, events: UnboundedSender<Event>) -> Self {
        Self {
            world: Mutex::new(world),
            session: OnceLock::new(),
            client,
            events,
            uris: Mutex::default(),
            spelling: Mutex::default(),
            folders: Mutex::default(),
            implied: Mutex::default(),
            chosen: Mutex::default(),
            complete: watch::Sender::new(false),
            disk: Mutex::default(),
            typing: Mutex::default(),
            tokens: Mutex::default(),
            shut_down: AtomicBool::new(false),
        }
    }

    /// Takes over what the client says at the start. The first time counts.
    pub(super) fn initialize(&self, params: &InitializeParams) {
        let session = Session {
            can: ClientCan::new(&params.capabilities),
        };
        if self.session.set(session).is_err() {
            return;
        }
        *lock(&self.folders) = from_proto::folders(params);
        if let Some(options) = &params.initialization_options {
            self.choose(|chosen| chosen.start(options));
        }
        self.apply_settings();
        if let Some(process) = params.process_id {
            parent::watch(process);
        }
    }

    /// True once the client has said what it can.
    pub(super) fn is_initialized(&self) -> bool {
        self.session.get().is_some()
    }

    /// What the client can; nothing special before it said so.
    pub(super) fn client_can(&self) -> &ClientCan {
        static NOTHING: OnceLock<ClientCan> = OnceLock::new();
        match self.session.get() {
            Some(session) => &session.can,
            None => NOTHING.get_or_init(ClientCan::default),
        }
    }

    /// The connection to the client. A handler never awaits an answer from it.
    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// The world, for the one who changes it. A panic elsewhere while it was held can't have left
    /// it half changed in a way that matters: every change replaces whole values.
    pub(super) fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }

    /// The world at this moment.
    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::new(self.world().snapshot())
    }

    /// Says whether every file of the workspace was seen.
    pub(super) fn set_complete(&self, complete: bool) {
        self.world().set_complete(complete);
        if complete {
            let places = self.world().places().clone();
            for unread in places.unread() {
                tracing::warn!("{}: {}; not read", unread.path, unread.why);
            }
        }
        self.complete.send_replace(complete);
    }

    /// Whether every file of the workspace was seen, for those who wait for it.
    pub(super) fn completeness(&self) -> watch::Receiver<bool> {
        self.complete.subscribe()
    }

    /// Waits until nobody else follows the disk, and keeps others from it.
    pub(super) fn following_disk(&self) -> MutexGuard<'_, ()> {
        lock(&self.disk)
    }

    /// Tells the background what happened.
    pub(super) fn send(&self, event: Event) {
        // Without a background the server is ending.
        let _ = self.events.send(event);
    }

    /// The workspace's folders.
    pub(super) fn folders(&self) -> Vec<Utf8PathBuf> {
        lock(&self.folders).clone()
    }

    /// Notes a folder that is scanned for files outside the workspace.
    pub(super) fn imply(&self, folder: Utf8PathBuf) {
        lock(&self.implied).push(folder);
    }

    /// Every folder that is scanned: the workspace's, those of files outside it, and the user's own.
    pub(super) fn roots(&self) -> Vec<Utf8PathBuf> {
        let mut roots = lock(&self.implied).clone();
        roots.extend(self.folders());
        roots.extend(self.world().places().config_roots());
        roots
    }

    /// True for a file that lies in no folder that is scanned.
    pub(super) fn is_elsewhere(&self, file: &Utf8Path) -> bool {
        let holds = |folders: &[Utf8PathBuf]| folders.iter().any(|it| file.starts_with(it));
        file.is_absolute()
            && !holds(&lock(&self.folders))
            && !holds(&lock(&self.implied))
            && !self.world().places().home().holds(file)
    }

    /// Notes that a file was met whose folder the background is about to scan, if that is so: who
    /// asks until then waits for it.
    pub(super) fn expect_scan_around(&self, file: &Utf8Path) {
        if self.is_elsewhere(file) {
            let places = self.world().places().clone();
            if start::implied_root(file, places.dialects()).is_some() {
                self.set_complete(false);
            }
        }
    }

    /// Adds and removes folders.
    pub(super) fn change_folders(&self, added: &[Utf8PathBuf], removed: &[Utf8PathBuf]) {
        let mut folders = lock(&self.folders);
        folders.retain(|folder| !removed.contains(folder));
        for folder in added {
            if !folders.contains(folder) {
                folders.push(folder.clone());
            }
        }
    }

    /// The client's spelling of an open document's address.
    pub(super) fn uri_of(&self, path: &Utf8Path) -> Option<Uri> {
        lock(&self.uris).get(path).cloned()
    }

    /// Remembers the client's spelling of an address.
    pub(super) fn remember_uri(&self, path: Utf8PathBuf, uri: Uri) {
        self.forget_uri(&path);
        lock(&self.uris).insert(path, uri);
    }

    /// Forgets it again, and the colours that the document had.
    pub(super) fn forget_uri(&self, path: &Utf8Path) {
        lock(&self.tokens).forget(path);
        lock(&self.typing).closed(path);
        lock(&self.uris).remove(path);
    }

    /// The lines that are being typed.
    pub(super) fn typing(&self) -> MutexGuard<'_, Typing> {
        lock(&self.typing)
    }

    /// How the client writes addresses in general.
    pub(super) fn spelling(&self) -> MutexGuard<'_, Spelling> {
        lock(&self.spelling)
    }

    /// Tells the client something, with addresses as it writes them.
    pub(super) async fn tell<N: Notification>(&self, params: N::Params) {
        // What the protocol's own types hold can be written.
        let Ok(mut params) = serde_json::to_value(params) else {
            return;
        };
        self.spelling().restore(&mut params);
        self.client.send_notification::<AsWritten<N>>(params).await;
    }

    /// Tells the client what was found in a file.
    pub(super) async fn publish(&self, uri: Uri, found: Vec<Diagnostic>, version: Option<i32>) {
        let params = PublishDiagnosticsParams::new(uri, found, version);
        self.tell::<PublishDiagnostics>(params).await;
    }

    /// What the client was told of the colours of open documents.
    pub(super) fn tokens(&self) -> MutexGuard<'_, TokenCache> {
        lock(&self.tokens)
    }

    /// Takes over settings from the client. `take_over` returns what can't be read of them.
    pub(super) fn choose(&self, take_over: impl FnOnce(&mut Chosen) -> Vec<String>) {
        let complaints = take_over(&mut lock(&self.chosen));
        for complaint in complaints {
            self.complain(format!("The settings can't be read: {complaint}"));
        }
    }

    /// Makes the world's settings anew: the client's, beneath those of files.
    pub(super) fn apply_settings(&self) {
        let settings = lock(&self.chosen).settings().clone();
        let folders = self.folders();
        for folder in &folders {
            self.world().places().open(folder);
            // Also its own, before the scan comes by.
            self.find_configs_above(&folder.join(CONFIG_FILE));
        }
        self.world().set_settings(settings, folders);
    }

    /// Takes over each `dossier.toml` above a file that isn't known yet.
    pub(super) fn find_configs_above(&self, path: &Utf8Path) {
        if !path.is_absolute() {
            return;
        }
        let places = self.world().places().clone();
        let found = scan::configs_above(path, &places);
        let mut world = self.world();
        for file in found {
            if !world.configuration().files().any(|it| it.path == file.path) {
                world.set_config(file);
            }
        }
    }

    /// Takes over the agent file at `path`, if it is one that isn't known yet.
    pub(super) fn find(&self, path: &Utf8Path) {
        let places = {
            let world = self.world();
            if !path.is_absolute() || world.is_open(path) || world.knows(path) {
                return;
            }
            world.places().clone()
        };
        if !places.is_of_interest(path) {
            return;
        }
        let Some(found @ Found::Agent(..)) = scan::read(path, &places) else {
            return;
        };
        self.find_configs_above(path);
        self.world().take_over(found);
        self.expect_scan_around(path);
        self.send(Event::AskedFor(path.to_owned()));
    }

    /// Says something to the user.
    pub(super) fn complain(&self, message: String) {
        tracing::warn!("{message}");
        self.send(Event::Complaint(message));
    }

    /// The client said `shutdown`.
    pub(super) fn shut_down(&self) {
        self.shut_down.store(true, Ordering::Relaxed);
    }

    /// True after that.
    pub(super) fn was_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::Relaxed)
    }
}

/// A notification whose parameters are written already.
struct AsWritten<N>(PhantomData<N>);

impl<N: Notification> Notification for AsWritten<N> {
    type Params = Value;
    const METHOD: &'static str = N::METHOD;
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
