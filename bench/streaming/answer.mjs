/** The length of an answer, in characters. */
const LENGTH = 20_000;

const WORDS =
  'delivery parcel order carrier branch address courier morning evening weekend invoice warranty lamp shade cable switch battery colour light desk stand country customs signature delay refund return label receipt'.split(
    ' ',
  );

/** A text of ordinary words, the same in each run. */
const words = (count, seed) =>
  Array.from({ length: count }, (_, index) => WORDS[(seed * 7 + index * 5 + index * index) % WORDS.length]).join(' ');

/** Each sentence has a number, so that one that is announced twice is found. */
let sentences = 0;
const capital = (text) => text[0].toUpperCase() + text.slice(1);
const sentence = (length) => {
  sentences += 1;
  return `${capital(words(length, sentences))} ${sentences}.`;
};
const paragraph = (count) => Array.from({ length: count }, () => sentence(9)).join(' ');

const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Blocks as they are in the answers of models. The list, the code and the table are long, because they grow as one block. */
const SHAPES = {
  text: () => `${paragraph(6)} It is **important** and [described here](https://shop.example/help).`,
  heading: () => `## ${capital(words(4, sentences))}`,
  list: () =>
    lines(24, (index) => `- **${words(2, index)}**: ${sentence(8)}${index % 6 === 5 ? `\n  - ${sentence(5)}` : ''}`),
  code: () =>
    `\`\`\`ts\n${lines(60, (index) => `  const ${words(1, index)}${index} = read('${words(3, index)}', ${index});`)}\n\`\`\``,
  table: () =>
    `| item | place | days | price |\n|---|---|---:|---:|\n${lines(30, (index) => `| ${words(2, index)} | ${words(3, index + 3)} | ${index} | ${index * 3}.50 |`)}`,
};

const ORDER = ['heading', 'text', 'text', 'list', 'text', 'code', 'heading', 'text', 'table', 'text'];

/**
 * A Markdown answer of 20,000 characters.
 *
 * @param {string | undefined} only a shape of which the whole answer consists, as one block: the worst case
 */
export function createAnswer(only) {
  sentences = 0;
  if (only) return createBlock(only).slice(0, LENGTH);
  const blocks = [];
  let length = 0;
  for (let index = 0; length < LENGTH; index += 1) {
    const block = SHAPES[ORDER[index % ORDER.length]]();
    blocks.push(block);
    length += block.length + 2;
  }
  return blocks.join('\n\n').slice(0, LENGTH);
}

function createBlock(shape) {
  switch (shape) {
    case 'paragraph':
      return paragraph(400);
    case 'list':
      return lines(400, () => `- ${sentence(8)}`);
    case 'code':
      return `\`\`\`ts\n${lines(800, (index) => `  const ${words(1, index)}${index} = ${index};`)}`;
    case 'table':
      return `| item | place | days |\n|---|---|---:|\n${lines(600, (index) => `| ${words(2, index)} | ${words(3, index)} | ${index} |`)}`;
    default:
      throw new Error(`no shape ${shape}; there are paragraph, list, code and table`);
  }
}
