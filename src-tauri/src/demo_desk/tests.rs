#![allow(clippy::unwrap_used)]

use std::sync::Mutex;

use onboarding::Desk as _;
use simtenant::{InboxMail, Lang, Options, Running};

use super::*;

const EML: &[u8] =
    b"From: Nora <nora.lindqvist@northbank.example>\r\nTo: it@northbank.example\r\nSubject: From a file\r\n\
    MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n\
    --a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlain\r\n\
    --a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Rich</p>\r\n--a--\r\n";

/// Notes what would have happened on this computer.
#[derive(Default)]
struct NotedDesk {
    happened: Mutex<Vec<String>>,
    nothing_opens: bool,
}

impl NotedDesk {
    fn note(&self, what: &str) -> Result<(), OpenFault> {
        self.happened.lock().unwrap().push(what.to_owned());
        if self.nothing_opens { Err(OpenFault::NothingOpened) } else { Ok(()) }
    }
}

impl Desk for NotedDesk {
    fn open_mail(&self, _: &str) -> Result<(), OpenFault> {
        self.note("mail program")
    }

    fn save_file(&self, name: &str, _: &[u8]) -> Result<PathBuf, OpenFault> {
        self.note(&format!("saved {name}"))?;
        Ok(name.into())
    }

    fn open_file(&self, name: &str, _: &[u8]) -> Result<PathBuf, OpenFault> {
        self.note(&format!("opened {name}"))?;
        Ok(name.into())
    }

    fn copy(&self, _: &str, _: Option<&str>) -> Result<(), OpenFault> {
        self.note("copied")
    }

    fn open_link(&self, url: &str) -> Result<(), OpenFault> {
        self.note(&format!("browser {url}"))
    }

    fn notify(&self, _: &str, _: &str) {}
}

struct Scene {
    tenant: Running,
    desk: DemoDesk<NotedDesk>,
}

impl Scene {
    async fn open() -> Self {
        Self::with(NotedDesk::default()).await
    }

    async fn with(desk: NotedDesk) -> Self {
        let tenant = simtenant::start(Options::default()).await.unwrap();
        let vendor = Some("help@daybook.example".to_owned());
        let desk = DemoDesk { desk, mailroom: tenant.mailroom(), curtain: Arc::default(), vendor };
        Self { tenant, desk }
    }

    fn happened(&self) -> Vec<String> {
        self.desk.desk.happened.lock().unwrap().clone()
    }

    fn letters(&self) -> Vec<InboxMail> {
        let mails = self.tenant.overview(Lang::En).inbox;
        mails.into_iter().filter(|mail| mail.matter == simtenant::Matter::Request).collect()
    }
}

const MAILTO: &str = "mailto:it@northbank.example?subject=Approval%20request&body=Hello";
const OUTLOOK: &str = "https://outlook.office.com/mail/deeplink/compose?to=&subject=Approval%20request&body=Hello";
const GMAIL: &str = "https://mail.google.com/mail/?view=cm&fs=1&to=&su=Approval%20request&body=Hello";

#[tokio::test]
async fn with_the_stage_down_mail_leaves_as_ever_and_arrives_too() {
    let scene = Scene::open().await;
    scene.desk.open_mail(MAILTO).unwrap();
    scene.desk.open_link(OUTLOOK).unwrap();
    scene.desk.open_link(GMAIL).unwrap();
    scene.desk.open_file("Approval request.eml", EML).unwrap();
    assert_eq!(
        scene.happened(),
        [
            "mail program".to_owned(),
            format!("browser {OUTLOOK}"),
            format!("browser {GMAIL}"),
            "opened Approval request.eml".to_owned()
        ]
    );
    let subjects: Vec<_> = scene.letters().into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects, ["From a file", "Approval request", "Approval request", "Approval request"]);
}

#[tokio::test]
async fn with_the_stage_up_nothing_leaves_and_it_opens_the_same_message() {
    let scene = Scene::open().await;
    scene.desk.curtain.raise(None);
    scene.desk.open_mail(MAILTO).unwrap();
    scene.desk.open_link(GMAIL).unwrap();
    scene.desk.open_file("Approval request.EML", EML).unwrap();
    // The file stays with the person, as the window tells them; no program opens it.
    assert_eq!(scene.happened(), ["saved Approval request.EML"]);
    let letters = scene.letters();
    assert_eq!(letters.len(), 3);
    assert_eq!((letters[0].from.as_str(), letters[0].html.as_deref()), ("Nora", Some("<p>Rich</p>")));
    assert_eq!((letters[2].from.as_str(), letters[2].text.as_str()), ("Nora Lindqvist", "Hello"));
}

#[tokio::test]
async fn what_is_no_mail_to_it_goes_its_own_way() {
    let scene = Scene::open().await;
    scene.desk.curtain.raise(None);
    scene.desk.open_link("https://daybook.example/security").unwrap();
    scene.desk.open_file("Approval request.html", b"<p>To print</p>").unwrap();
    scene.desk.copy("text", None).unwrap();
    assert_eq!(
        scene.happened(),
        ["browser https://daybook.example/security", "opened Approval request.html", "copied"]
    );
    // A note to the makers is sent, but not to this organisation.
    scene.desk.open_mail("mailto:help@daybook.example?subject=It%20stopped&body=Here").unwrap();
    assert_eq!(scene.happened().len(), 3);
    assert!(scene.letters().is_empty());
}

#[tokio::test]
async fn a_letter_that_did_not_leave_does_not_arrive() {
    let scene = Scene::with(NotedDesk { nothing_opens: true, ..NotedDesk::default() }).await;
    assert_eq!(scene.desk.open_mail(MAILTO), Err(OpenFault::NothingOpened));
    assert!(scene.letters().is_empty());
}
