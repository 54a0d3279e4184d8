//! The whole server: one public address for the Admin API, the backend and the console, and one internal address over
//! which the backend reaches the Admin API.

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use access::TrustedProxies;
use admin_api::sample::{self, SampleCredential};
use admin_api::{AdminApi, Backend, RateLimits, Serving};
use axum::Router;
use clock::Clock;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use url::Url;
use zeroize::Zeroizing;

use crate::app::App;
use crate::assets::Console;
use crate::connection::Connections;
use crate::data_dir::{DataDir, ServerLock};
use crate::embedded::EmbeddedAdminApi;
use crate::error::Error;
use crate::origin::{Origin, Sites};
use crate::store::Store;
use crate::throttle::Throttle;
use crate::web;

/// How long requests on their way may take to end when the server stops.
const GRACE: Duration = Duration::from_secs(10);

/// What a server needs to know.
pub struct Options {
    /// Where everything is kept.
    pub data_dir: DataDir,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Whether to load the sample organization.
    pub sample: bool,
    /// Further origins whose pages may change things: those of a proxy in front.
    pub allowed_origins: Vec<Origin>,
    /// How many requests the Admin API takes at the public address.
    pub rate_limits: RateLimits,
    /// The proxies that may say for whom they forward a request.
    pub trusted_proxies: TrustedProxies,
    /// Under what the server is reached, where that is not the address it listens on.
    pub public_url: Option<Origin>,
    /// Who does the protected operations of the Admin API, which it only decides on.
    pub backend: Option<Backend>,
    /// The console's files.
    pub console: Console,
    /// What time it is.
    pub clock: Clock,
}

/// A running server. It answers as soon as it is there.
pub struct Server {
    address: SocketAddr,
    set_up_link: Option<Zeroizing<String>>,
    sample_account: Option<SampleCredential>,
    public: Part,
    internal: Part,
    counters: Part,
    store: Store,
    _lock: ServerLock,
}

/// A task that ends when it is told to.
struct Part {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Server {
    /// Opens everything and starts to answer.
    ///
    /// # Errors
    /// When another server works on the directory, something in it cannot be used, or the address is taken.
    pub async fn start(options: Options) -> Result<Self, Error> {
        let lock = options.data_dir.lock()?;
        let store = Store::open(&options.data_dir).await?;
        let (api, sample_account) = open_admin_api(&options).await?;

        let (listener, address) = bind(options.listen).await?;
        let (internal_listener, internal) = bind((Ipv4Addr::LOCALHOST, 0).into()).await?;
        let public_url = match &options.public_url {
            Some(origin) => origin.url(),
            None => url_of(reachable(address))?,
        };
        let embedded = EmbeddedAdminApi {
            api: api.clone(),
            internal: url_of(internal)?,
            public: public_url.clone(),
        };
        let app = Arc::new(App {
            connections: Connections::new(store.clone(), options.clock.clone(), Arc::new(embedded)),
            sites: Sites::new(
                address,
                options
                    .allowed_origins
                    .into_iter()
                    .chain(options.public_url.clone())
                    .collect(),
            ),
            proxies: options.trusted_proxies.clone(),
            clock: options.clock,
            console: options.console,
            store: store.clone(),
            throttle: Throttle::default(),
        });

        let set_up_link = prepare(&app, &public_url).await?;
        let internal = serve(internal_listener, api.router_with(internal_serving()));
        let admin_api = api.router_with(Serving {
            rate_limits: options.rate_limits,
            trusted_proxies: options.trusted_proxies,
            backend: options.backend,
            public_url: options.public_url.map(|origin| origin.to_string()),
        });
        let public = serve(listener, web::site(app, admin_api));
        let counters = Part::spawn(|stopped| async move { api.keep_counters(stopped).await });
        Ok(Self {
            address,
            set_up_link,
            sample_account,
            public,
            internal,
            counters,
            store,
            _lock: lock,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The one-time link to the first operator, while there is none. It is a secret: who has it owns the console.
    #[must_use]
    pub fn set_up_link(&self) -> Option<&str> {
        self.set_up_link.as_deref().map(String::as_str)
    }

    /// The account of the sample organization, where that was made at this start. Its key is a secret.
    #[must_use]
    pub fn sample_account(&self) -> Option<&SampleCredential> {
        self.sample_account.as_ref()
    }

    /// Ends it: first what comes from outside, then what that may need, and the counters last.
    pub async fn stop(self) {
        self.public.end().await;
        self.internal.end().await;
        self.counters.end().await;
        self.store.close().await;
    }
}

impl Part {
    fn spawn<F: Future<Output = ()> + Send + 'static>(work: impl FnOnce(Stopped) -> F) -> Self {
        let (stop, stopped) = oneshot::channel();
        Self {
            stop,
            task: tokio::spawn(work(Box::pin(async move { drop(stopped.await) }))),
        }
    }

    async fn end(mut self) {
        // Nobody listens any more when the task has ended on its own.
        let _ = self.stop.send(());
        if tokio::time::timeout(GRACE, &mut self.task).await.is_err() {
            tracing::warn!("requests were cut off: they took too long to end");
            self.task.abort();
        }
    }
}

/// The backend asks for hundreds of access lists at once to show one page, which no limit for guests is made for. Nobody
/// else is let in there but with a key that works from this machine, and there is no proxy.
fn internal_serving() -> Serving {
    Serving {
        rate_limits: RateLimits::off(),
        ..Serving::default()
    }
}

type Stopped = std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

/// The Admin API; and the sample's account, where the sample is new in it.
async fn open_admin_api(options: &Options) -> Result<(AdminApi, Option<SampleCredential>), Error> {
    let api = AdminApi::open(options.data_dir.path(), options.clock.clone()).await?;
    if !options.sample {
        return Ok((api, None));
    }
    let before = api.organizations().await?.len();
    sample::load(&api).await?;
    let is_new = api.organizations().await?.len() > before;
    let account = is_new.then(|| sample::account(&api)).transpose()?;
    Ok((api, account))
}

/// Connects the console where that needs no person, and gives the link to the first operator where that needs one.
async fn prepare(app: &App, public_url: &Url) -> Result<Option<Zeroizing<String>>, Error> {
    let operators = app.store.has_operators().await?;
    if operators || !app.connections.needs_organization().await? {
        app.connections.active().await?;
    }
    if operators {
        return Ok(None);
    }
    let token = app.store.replace_set_up_token().await?;
    Ok(Some(Zeroizing::new(format!(
        "{public_url}set-up#{}",
        token.text().as_str()
    ))))
}

fn serve(listener: TcpListener, router: Router) -> Part {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    Part::spawn(|stopped| async move {
        if let Err(error) = axum::serve(listener, service)
            .with_graceful_shutdown(stopped)
            .await
        {
            tracing::error!(%error, "a listener failed");
        }
    })
}

async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Error> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(Error::io(format!("listen on {address}")))?;
    let address = listener.local_addr().map_err(Error::io("learn the address"))?;
    Ok((listener, address))
}

/// The address under which a listener on all addresses is found on this machine.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

fn url_of(address: SocketAddr) -> Result<Url, Error> {
    Url::parse(&format!("http://{address}/"))
        .map_err(|error| Error::Corrupt(format!("its own address: {error}")))
}
