// What the page says and asks by itself: notices, Slackbot's lines, and questions to be answered first.

const NOTICE_STAYS = 8000; // ms

export class Words {
  constructor(app) {
    this.app = app;
    this.notices = [];
    this.announced = new Set(); // what the server has just announced, so that it is not said twice
    this.lines = []; // Slackbot's words to this person, which live on this page only
    this.dismissed = new Set(); // messages only this person saw and has put away
    this.questions = [];
    this.counter = 0;
  }

  notify(text, tone = "info") {
    const notice = { id: (this.counter += 1), text, tone };
    this.notices = [...this.notices.filter((other) => other.text !== text), notice].slice(-3);
    setTimeout(() => this.dropNotice(notice), NOTICE_STAYS);
    this.app.draw();
  }

  dropNotice(notice) {
    this.notices = this.notices.filter((other) => other !== notice);
    this.app.draw();
  }

  /** A line only this person sees, in the conversation that is open. */
  slackbot(text, channel = this.app.place) {
    this.lines = [
      ...this.lines,
      { key: `line-${(this.counter += 1)}`, channel, ts: String(Date.now() / 1000), text },
    ];
    this.app.draw();
  }

  dismiss(message) {
    if (message.key) this.lines = this.lines.filter((line) => line.key !== message.key);
    else this.dismissed.add(`${message.channel}:${message.ts}`);
    this.app.draw();
  }

  /** Asks with Slack's confirmation dialog; true where the person agrees. */
  confirm(question) {
    return new Promise((resolve) => {
      const answer = (agreed) => {
        this.questions = this.questions.filter((other) => other.question !== question);
        this.app.draw();
        resolve(agreed);
      };
      this.questions = [...this.questions, { question, answer }];
      this.app.draw();
    });
  }

  /** The answer to the act may bring the same words before or after the notice: they are said once. */
  announce({ text, error }) {
    this.announced.add(text);
    setTimeout(() => this.announced.delete(text), NOTICE_STAYS);
    this.notices = this.notices.filter((notice) => notice.text !== text);
    if (text.startsWith("/") && this.app.conversation(this.app.place)) this.slackbot(text);
    else this.notify(text, error ? "error" : "info");
  }
}
