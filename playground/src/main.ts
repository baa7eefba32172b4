import './page/page.css';
import { createWidget } from '@connective-chat/vanilla-ui';
import { mountCoreFace } from './faces/core-face.ts';
import { mountReactFace } from './faces/react-face.tsx';
import { mountVueFace } from './faces/vue-face.ts';
import { showFrames } from './frames/show-frames.ts';
import { createMachineChart } from './machine/machine-chart.ts';
import { element } from './page/element.ts';
import { part } from './page/part.ts';
import { showFaults } from './page/show-faults.ts';
import { createThemeSwitch } from './page/theme-switch.ts';
import { showRecording } from './recording/show-recording.ts';
import { createSession, FACES, type FaceName } from './session/session.ts';
import { createMemoryWorld } from './world/memory-world.ts';
import { createServerWorld } from './world/server-world.ts';

// Set by the program of `npm run playground`; the static page has no server.
const { server } = document.documentElement.dataset;
const world = server ? createServerWorld(server) : createMemoryWorld();
const session = createSession(world);
const chart = createMachineChart(part('machine'));
let watched: FaceName = 'Core';

/** A column with the chat of one client. */
function addFace(name: FaceName): HTMLElement {
  const target = element('div', { class: 'face-body' });
  const status = element('span', { class: 'status' });
  const { chat } = session.clients[name];
  const showStatus = (): void => {
    const { status: word } = chat.getSnapshot();
    status.textContent = word;
    status.dataset.status = word;
  };
  chat.status.subscribe(showStatus);
  showStatus();
  part('faces').append(
    element(
      'section',
      { class: 'face', 'aria-label': name, 'data-face': name },
      element('header', {}, element('h3', {}, name), status),
      target,
    ),
  );
  return target;
}

const theme = createThemeSwitch(part<HTMLInputElement>('theme'));

mountReactFace(addFace('React'), session.clients.React.chat, { announces: false });
mountVueFace(addFace('Vue'), session.clients.Vue.chat);
const widgetTarget = addFace('Widget');
const mountWidget = () =>
  createWidget({
    server: world.url,
    botId: 1,
    client: session.clients.Widget.chat,
    format: 'frame',
    target: widgetTarget,
    theme: theme.get(),
  });
let widget = mountWidget();
theme.subscribe(() => {
  widget.destroy();
  widget = mountWidget();
});
mountCoreFace(addFace('Core'), session.clients.Core.chat);
for (const { chat } of Object.values(session.clients)) chat.start();

function show(): void {
  const { frames, machine } = session.clients[watched];
  chart.light(machine.active);
  part('event').textContent = machine.event ? `Last event: ${machine.event}` : '';
  showFrames(part('frames'), frames);
}

part('watched').append(
  ...FACES.map((name) => {
    const input = element('input', { type: 'radio', name: 'watched', value: name });
    input.checked = name === watched;
    input.addEventListener('change', () => {
      watched = name;
      show();
    });
    return element('label', {}, input, element('span', {}, name));
  }),
);

part('world').textContent = world.name;
showFaults(part('faults'), part('fault-status'), world, session);
showRecording(part('recording'), () => session.clients[watched].chat);
part('clear-frames').addEventListener('click', session.clearFrames);
session.onChange(show);
show();
