const ANN = { login: 'ann', password: 'ann-has-a-long-password' };

/** The operator of the benchmark. */
export const OPERATOR = { id: 'ann', name: 'Ann', ...ANN };

/** A shop on a phone: the widget, and the pages that are built with the bindings. */
const shop = (path, launcher, rows, scroller) => ({
  viewport: { width: 390, height: 780 },
  rows,
  scroller,
  async open(page, { url }) {
    await page.goto(url + path);
    await page.locator(launcher).click();
    await page.getByRole('textbox').waitFor();
    return {
      ask: async (question) => {
        await page.getByRole('textbox').fill(question);
        await page.getByRole('textbox').press('Enter');
      },
      close: () => {},
    };
  },
});

/** An operator who watches a visitor's dialog with the bot. */
const desk = {
  viewport: { width: 1280, height: 800 },
  rows: '.desk-message',
  scroller: '.desk-scroller',
  async open(page, { url, RawVisitor }) {
    const visitor = new RawVisitor();
    await visitor.connect(url);
    await visitor.hello({ params: { name: 'Oksana' } });
    await page.goto(`${url}/operator`);
    await page.getByLabel('Login').fill(ANN.login);
    await page.getByLabel('Password', { exact: true }).fill(ANN.password);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.getByRole('button', { name: /^All/ }).click();
    await page.getByRole('navigation', { name: 'Dialogs' }).getByRole('listitem').filter({ hasText: 'Oksana' }).click();
    return { ask: (question) => visitor.send(question), close: () => visitor.disconnect() };
  },
};

const EXAMPLE = ['[data-testid=chat-launcher]', '[data-testid=message]', '[data-testid=chat-log]'];

/** The user interfaces: how each is opened, and where its messages are. */
export const FACES = {
  widget: shop('/', '[part~=launcher]', '[part~=row]', '.scroller'),
  react: shop('/examples/react/', ...EXAMPLE),
  vue: shop('/examples/vue/', ...EXAMPLE),
  desk,
};
