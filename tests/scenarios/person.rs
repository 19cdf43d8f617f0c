#![allow(unreachable_pub, reason = "a module of the scenario tests")]

//! A person with a browser that has no JavaScript: reads pages, fills forms, presses buttons, also when the form
//! goes to the app's own port.

use std::sync::Mutex;

use reqwest::{Client, Response};
use scraper::{ElementRef, Html, Selector};

pub struct Person {
    http: Client,
    upn: String,
    password: String,
    carried: Mutex<Vec<(String, String)>>,
}

/// What the browser shows.
pub struct Page {
    pub url: String,
    html: String,
}

impl Person {
    pub fn new(upn: &str, password: &str) -> Self {
        let http = Client::builder().no_proxy().cookie_store(true).build().unwrap();
        Self { http, upn: upn.to_owned(), password: password.to_owned(), carried: Mutex::default() }
    }

    pub async fn open(&self, url: &str) -> Page {
        page(self.http.get(url).send().await.unwrap()).await
    }

    /// Goes through whatever pages come, saying yes, until one offers nothing to say yes to.
    pub async fn go_through(&self, url: &str) -> Page {
        let mut page = self.open(url).await;
        for _ in 0..10 {
            page = if page.asks_for("passwd") {
                self.sign_in(&page).await
            } else if page.asks_for("login") {
                self.press(&page, None, &[("login", &self.upn)]).await
            } else if page.asks_for("accept") {
                self.press(&page, Some("accept"), &[]).await
            } else if page.asks_for("code") || page.asks_for("error") {
                self.press(&page, None, &[]).await
            } else {
                return page;
            };
        }
        panic!("the pages never end: {}", page.url)
    }

    /// Up to the page after the password and "Stay signed in?".
    pub async fn sign_in(&self, page: &Page) -> Page {
        let page = self.press(page, None, &[("login", &self.upn), ("passwd", &self.password)]).await;
        if page.has("form#stay") { self.press(&page, Some("accept"), &[]).await } else { page }
    }

    /// Every value of this name that the browser has sent.
    #[allow(dead_code, reason = "not every test looks into the forms")]
    pub fn carried(&self, name: &str) -> Vec<String> {
        let carried = self.carried.lock().unwrap();
        carried.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
    }

    /// Presses a button of the form that has it, or the first form's own.
    pub async fn press(&self, page: &Page, button: Option<&str>, typed: &[(&str, &str)]) -> Page {
        let (action, fields) = page.form(button, typed);
        self.carried.lock().unwrap().extend(fields.iter().cloned());
        let sent = self.http.post(action).form(&fields).send().await.unwrap();
        self::page(sent).await
    }

    /// Follows the link with this id.
    pub async fn follow(&self, page: &Page, id: &str) -> Page {
        let address = page.link(id);
        let mut page = self.open(&address).await;
        if page.asks_for("error") {
            page = self.press(&page, None, &[]).await;
        }
        page
    }
}

async fn page(answer: Response) -> Page {
    let url = answer.url().to_string();
    Page { url, html: answer.text().await.unwrap() }
}

impl Page {
    pub fn says(&self, words: &str) -> bool {
        let text: String = Html::parse_document(&self.html).root_element().text().collect::<Vec<_>>().join(" ");
        text.split_whitespace().collect::<Vec<_>>().join(" ").contains(words)
    }

    pub fn asks_for(&self, name: &str) -> bool {
        self.has(&format!("form [name={name}]"))
    }

    fn has(&self, selector: &str) -> bool {
        Html::parse_document(&self.html).select(&Selector::parse(selector).unwrap()).next().is_some()
    }

    fn link(&self, id: &str) -> String {
        let html = Html::parse_document(&self.html);
        let links = Selector::parse(&format!("a#{id}")).unwrap();
        let link = html.select(&links).next().unwrap_or_else(|| panic!("no link {id} on {}", self.url));
        self.absolute(&attribute(&link, "href"))
    }

    fn form(&self, button: Option<&str>, typed: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        let html = Html::parse_document(&self.html);
        let named = button.or_else(|| typed.first().map(|(name, _)| *name));
        let wanted = |form: &ElementRef<'_>| named.is_none_or(|name| holds(form, name));
        let forms = Selector::parse("form").unwrap();
        let form = html.select(&forms).find(wanted).unwrap_or_else(|| panic!("no such form on {}", self.url));
        let inputs = Selector::parse("input[name]").unwrap();
        let mut fields: Vec<(String, String)> = form
            .select(&inputs)
            .filter(|input| input.attr("type") == Some("hidden"))
            .map(|input| (attribute(&input, "name"), attribute(&input, "value")))
            .collect();
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        if let Some(name) = button {
            fields.push((name.to_owned(), "1".to_owned()));
        }
        (self.absolute(&attribute(&form, "action")), fields)
    }

    fn absolute(&self, address: &str) -> String {
        reqwest::Url::parse(&self.url).unwrap().join(address).unwrap().to_string()
    }
}

fn holds(form: &ElementRef<'_>, name: &str) -> bool {
    form.select(&Selector::parse(&format!("[name={name}]")).unwrap()).next().is_some()
}

fn attribute(element: &ElementRef<'_>, name: &str) -> String {
    element.attr(name).unwrap_or_default().to_owned()
}
