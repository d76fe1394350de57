/** How to connect a calendar, in words and steps. Menus of others change; each page says what to look for, so that it survives that. */
import { html } from "hono/html";
import { href, type Page } from "../../candidate/frame.ts";

export type HelpName = "calendars" | "google" | "outlook" | "apple" | "caldav";

export const helpPages: Record<HelpName, () => Page> = { calendars, google, outlook, apple, caldav };

const back = html`<p><a href="${href("/help/calendars")}">All about calendars</a></p>`;

const afterwards = html`<h2>Then, here</h2>
  <ol>
    <li>Open <b>Availability</b>, go to <b>Calendars</b> and choose <b>Add a calendar</b>.</li>
    <li>Choose the kind of calendar, paste the address and press <b>Test</b>. You see how many events were found.</li>
    <li>If the number looks right, press <b>Connect</b>.</li>
  </ol>`;

const keepSecret = html`<p class="note warn">
  Whoever has this address can read your calendar. Treat it like a password: paste it here and nowhere else. We store it
  encrypted and never show it again. If it ever got out, make a new one where you copied it, and connect again.
</p>`;

function calendars(): Page {
  const title = "Connect your calendar";
  const body = html`<h1>${title}</h1>
    <p class="lead">
      With your calendar connected, nobody can book you while you are busy. We read when you are busy, and nothing else:
      not what a meeting is called, who is in it, or where it is.
    </p>
    <h2>Step by step</h2>
    <ul>
      <li><a href="${href("/help/calendars/google")}">Google Calendar</a></li>
      <li><a href="${href("/help/calendars/outlook")}">Outlook and Microsoft 365</a></li>
      <li><a href="${href("/help/calendars/apple")}">Apple iCloud</a></li>
      <li>
        <a href="${href("/help/calendars/caldav")}">Any other calendar with CalDAV</a> (Nextcloud, Fastmail,
        mailbox.org, Radicale …)
      </li>
      <li>Any other calendar with an address that ends in <b>.ics</b>: choose “Another calendar” and paste it.</li>
    </ul>
    <h2>Two ways</h2>
    <dl>
      <dt>An address (ICS, iCal, webcal)</dt>
      <dd>
        We read it every ten minutes. It is quick to set up. Some services refresh what stands there only every few
        hours, so a meeting that you enter today may be seen tonight.
      </dd>
      <dt>An account (CalDAV)</dt>
      <dd>
        We see changes within ten minutes, you choose which calendars count, and your interviews are written into one of
        them, moved and taken out by themselves.
      </dd>
    </dl>
    <h2>What makes you busy</h2>
    <ul>
      <li>Every event that is shown as <b>busy</b>, also when it is tentative. Repeated events count each time.</li>
      <li>
        Whole days that are shown as busy. Birthdays and holidays are usually shown as free, and then don’t count.
      </li>
      <li>Not: events shown as <b>free</b>, cancelled events, and invitations that you declined.</li>
      <li>Interviews that you have with us never count twice.</li>
    </ul>
    <h2>When a calendar can’t be read</h2>
    <p>
      We try again, at first every minute. When a server is away for an hour, or refuses us twice, we stop booking new
      interviews with you, because we can’t know when you are free. You get a mail that says why. Interviews that are
      booked already stay. As soon as your calendar can be read, you can be booked again.
    </p>
    <h2>When something else comes up</h2>
    <p>
      If a meeting appears in your calendar at the time of an interview that you have accepted, we look for another
      expert at once. You get a mail. If you want to keep the interview, show the other event as free, or don’t enter
      it.
    </p>
    <h2>Limits</h2>
    <p>
      A calendar may be 5 MiB large (about ten thousand events) and has ten seconds to answer. Larger ones are refused:
      they would be read whole every ten minutes. Share a calendar that holds less, or use CalDAV, where only changes
      are read. Addresses must begin with <b>https://</b> and be reachable from the internet.
    </p>`;
  return { title, body, narrow: true };
}

function google(): Page {
  const title = "Connect Google Calendar";
  const body = html`<h1>${title}</h1>
    <p class="lead">
      You copy the <b>secret address in iCal format</b> from Google Calendar. A computer is needed; Google’s app doesn’t
      show it.
    </p>
    <h2>In Google Calendar</h2>
    <ol>
      <li>Open <a href="https://calendar.google.com">calendar.google.com</a> in a browser.</li>
      <li>
        On the left, under <b>My calendars</b>, point at your calendar, open its three dots, and choose
        <b>Settings and sharing</b>.
      </li>
      <li>Go down to <b>Integrate calendar</b>.</li>
      <li>
        Under <b>Secret address in iCal format</b>, copy the address. It begins with
        https://calendar.google.com/calendar/ical/ and ends with /basic.ics.
      </li>
    </ol>
    ${keepSecret} ${afterwards}
    <h2>If it doesn’t work</h2>
    <dl>
      <dt>There is no secret address</dt>
      <dd>
        Your organisation has switched it off. Ask its administrator, or connect another calendar into which you copy
        your busy times.
      </dd>
      <dt>“There is no calendar at this address”</dt>
      <dd>The <b>public</b> address works only for public calendars. Copy the one that is called <b>secret</b>.</dd>
      <dt>A new meeting is not seen</dt>
      <dd>Google renews this address every few hours only. Enter time off here for what is urgent.</dd>
      <dt>I have several calendars</dt>
      <dd>Each has an address of its own. Connect each that makes you busy.</dd>
      <dt>The address got out</dt>
      <dd>
        On the same page of Google, <b>Reset</b> the secret address, then paste the new one here under <b>Change</b>.
      </dd>
    </dl>
    ${back}`;
  return { title, body, narrow: true };
}

function outlook(): Page {
  const title = "Connect Outlook";
  const body = html`<h1>${title}</h1>
    <p class="lead">
      You publish your calendar under a secret address and copy its <b>ICS link</b>. It works with Outlook.com and,
      where your organisation allows it, with Microsoft 365.
    </p>
    <h2>In Outlook</h2>
    <ol>
      <li>
        Open <a href="https://outlook.live.com/calendar">Outlook on the web</a> (at work: outlook.office.com) and go to
        the calendar.
      </li>
      <li>Open <b>Settings</b> (the cog wheel), then <b>Calendar</b>, then <b>Shared calendars</b>.</li>
      <li>
        Under <b>Publish a calendar</b>, choose your calendar and <b>Can view all details</b>, and press <b>Publish</b>.
      </li>
      <li>Two links appear. Copy the one that ends with <b>.ics</b>, not the one that ends with .html.</li>
    </ol>
    <p>
      “Can view all details” sounds like much. We still keep only when you are busy; but with less, Outlook leaves out
      which invitations you have declined, and our own interviews can’t be told from other meetings.
    </p>
    ${keepSecret} ${afterwards}
    <h2>If it doesn’t work</h2>
    <dl>
      <dt>“This address shows a web page, not a calendar”</dt>
      <dd>You copied the link that ends with .html. Take the other one.</dd>
      <dt>There is no “Publish a calendar”</dt>
      <dd>Your organisation has switched it off. Ask its administrator.</dd>
      <dt>A new meeting is not seen</dt>
      <dd>Outlook renews this address every few hours only. Enter time off here for what is urgent.</dd>
      <dt>The address got out</dt>
      <dd>
        On the same page of Outlook choose <b>Unpublish</b>, publish again, and paste the new link here under
        <b>Change</b>.
      </dd>
    </dl>
    ${back}`;
  return { title, body, narrow: true };
}

function apple(): Page {
  const title = "Connect an Apple calendar";
  const body = html`<h1>${title}</h1>
    <p class="lead">
      There are two ways. The account is the better one: changes are seen at once, and your interviews are written into
      your calendar.
    </p>
    <h2>With your account</h2>
    <ol>
      <li>Open <a href="https://account.apple.com">account.apple.com</a> and sign in.</li>
      <li>
        Under <b>Sign-In and Security</b> choose <b>App-Specific Passwords</b>, make one and call it InterviewVector.
      </li>
      <li>Here, choose <b>Account (CalDAV)</b>.</li>
      <li>
        Address: <b>https://caldav.icloud.com</b>. User name: your Apple account’s mail address. Password: the one that
        you have just made, never your own.
      </li>
    </ol>
    <h2>With a shared address</h2>
    <ol>
      <li>Open <a href="https://www.icloud.com/calendar">icloud.com/calendar</a>, or the Calendar app on a Mac.</li>
      <li>Next to the calendar, open its sharing settings and switch on <b>Public Calendar</b>.</li>
      <li>Copy the link. It begins with webcal:// and is long enough that nobody guesses it.</li>
    </ol>
    ${keepSecret} ${afterwards}
    <h2>If it doesn’t work</h2>
    <dl>
      <dt>“The server does not accept this user name and password”</dt>
      <dd>
        Your own password doesn’t work here. Make an app-specific one. When you change your own, Apple ends all
        app-specific ones: make a new one then.
      </dd>
      <dt>The calendar lies on my phone only</dt>
      <dd>Move its events into an iCloud calendar: what lies on a phone only can’t be read by anybody else.</dd>
    </dl>
    ${back}`;
  return { title, body, narrow: true };
}

function caldav(): Page {
  const title = "Connect an account with CalDAV";
  const body = html`<h1>${title}</h1>
    <p class="lead">
      CalDAV is the open way to read and write calendars. You need an address, a user name and a password.
    </p>
    <ol>
      <li>
        Look in your service’s help for <b>CalDAV</b>. Often the plain address of the server is enough; we find the
        rest.
      </li>
      <li>
        If the service lets you make a password for one app only, make one. You can then end it without changing your
        own.
      </li>
      <li>
        Here, choose <b>Account (CalDAV)</b>, fill in the three fields and press <b>Test</b>. All calendars of the
        account appear.
      </li>
      <li>Untick those that don’t make you busy: a family’s, your team’s holidays.</li>
      <li>Choose the calendar that receives your interviews, or none.</li>
      <li>Press <b>Connect</b>.</li>
    </ol>
    <h2>What we write</h2>
    <p>
      One private entry for each interview, called “Interview (InterviewVector)”, with the links to prepare and to join.
      It is moved when the interview is moved, and taken out when you no longer have it. We touch no other entry. Moving
      ours by hand moves nothing here: use the page of the interview.
    </p>
    <h2>Addresses</h2>
    <dl>
      <dt>Nextcloud</dt>
      <dd>https://your-server/remote.php/dav, with an app password from Settings, Security</dd>
      <dt>Fastmail</dt>
      <dd>https://caldav.fastmail.com, with an app password</dd>
      <dt>Apple iCloud</dt>
      <dd>https://caldav.icloud.com; see <a href="${href("/help/calendars/apple")}">Apple</a></dd>
      <dt>Radicale, Baïkal, SOGo and others</dt>
      <dd>the address that you use in other programs</dd>
      <dt>Google</dt>
      <dd>
        Google allows no passwords for CalDAV. Use the <a href="${href("/help/calendars/google")}">secret address</a>.
      </dd>
    </dl>
    <h2>If it doesn’t work</h2>
    <dl>
      <dt>“This address leads into a private network”</dt>
      <dd>
        The server can be reached from inside your company or home only. The people who run this installation can allow
        it by name.
      </dd>
      <dt>“The server’s certificate can’t be trusted”</dt>
      <dd>The server’s own certificate is not signed by anybody known. Its administrator can change that.</dd>
      <dt>The password is right, but refused</dt>
      <dd>Some servers accept no plain passwords over CalDAV (they ask for “Digest”), or want an app password.</dd>
    </dl>
    ${back}`;
  return { title, body, narrow: true };
}
