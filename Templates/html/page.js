(() => {
  'use strict';
  const all = (root, selector) => Array.from(root.querySelectorAll(selector));
  const words = text => text.split(' ').filter(Boolean);
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)');
  const secondsPerStep = 3;

  function element(name, className, text = '') {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }

  // One figure: its picture, its sentences, and what is lit.
  function start(figure, isAlone) {
    const one = selector => figure.querySelector(selector);
    const picture = one('.picture'), player = element('div', 'player'), panel = element('div', 'panel');
    const at = element('span', 'at'), spoken = element('p', 'spoken');
    const groups = new Map(all(picture, '.node, .edge').map(group => [group.id, group]));
    const sentences = all(figure, 'li[data-about]').map(item => {
      const text = item.querySelector('.sentence');
      const button = element('button', 'sentence');
      button.type = 'button';
      button.append(...text.childNodes);
      text.replaceWith(button);
      const find = ids => words(ids).map(id => groups.get(id)).filter(Boolean);
      return {item, button, because: item.querySelector('.because'), about: find(item.dataset.about), beside: find(item.dataset.beside)};
    });
    // Never so small that nobody can read it: then it scrolls.
    const drawing = picture.querySelector('svg');
    for (const side of ['width', 'height']) {
      const legible = drawing.viewBox.baseVal[side] * 0.75;
      drawing.style.setProperty(`min-${side}`, `${Math.min(Math.floor(legible), Math.floor(drawing[side].baseVal.value))}px`);
    }
    const bySubject = new Map();
    for (const sentence of sentences) {
      // An arrow is told by its step; a box by its own sentence, which comes after the steps that happen in it.
      for (const group of sentence.about) if (!bySubject.has(group) || group.classList.contains('node')) bySubject.set(group, sentence);
    }
    const steps = sentences.filter(sentence => sentence.item.parentNode.classList.contains('steps'));
    const hasSteps = steps.length > 0;
    // What the player goes through: the steps, or where there are none, every sentence.
    const sequence = hasSteps ? steps : sentences;
    const word = hasSteps ? 'Step' : 'Sentence';
    let pointed = null, focused = null, selected = null, timer = 0, marked = [];

    // What a sentence says, in one line.
    const said = sentence => all(sentence.button, 'span, b').map(part => part.textContent.trim()).filter(Boolean).join(', ');
    const place = () => sequence.indexOf(selected) + 1;

    function mark(element, name) {
      element.classList.add(name);
      marked.push([element, name]);
    }

    function show() {
      for (const [element, name] of marked) element.classList.remove(name);
      marked = [];
      const lit = pointed || focused || selected;
      if (lit && lit.about.length) mark(figure, 'lit');
      if (lit) {
        mark(lit.item, 'on');
        lit.about.forEach(group => mark(group, 'on'));
        lit.beside.forEach(group => mark(group, 'beside'));
      }
      if (hasSteps && lit === selected) {
        for (const passed of steps.slice(0, Math.max(0, place() - 1))) {
          passed.about.concat(passed.beside).forEach(group => mark(group, 'beside'));
        }
      }
      for (const sentence of sentences) {
        sentence.button.setAttribute('aria-pressed', String(sentence === selected));
        if (sentence === selected && hasSteps && place()) sentence.button.setAttribute('aria-current', 'step');
        else sentence.button.removeAttribute('aria-current');
      }
      tell(lit);
    }

    // The panel below the picture: the sentence, and because of what.
    function tell(lit) {
      panel.replaceChildren();
      if (lit) {
        const text = element('p');
        text.append(...Array.from(lit.button.childNodes, node => node.cloneNode(true)));
        panel.append(text);
        if (lit.because) panel.append(lit.because.cloneNode(true));
      } else {
        panel.append(element('p', 'hint', 'Point at a box, an arrow or a sentence. ' +
          (isAlone ? 'The arrow keys go from one to the next, Space plays them.' : 'Next goes through them.')));
      }
      const here = place();
      at.textContent = here ? `${word} ${here} of ${sequence.length}` : `${sequence.length} ${word.toLowerCase()}${sequence.length === 1 ? '' : 's'}`;
      buttons.back.setAttribute('aria-disabled', String(here === 0));
      buttons.next.setAttribute('aria-disabled', String(here === sequence.length));
      buttons.play.textContent = timer ? 'Pause' : 'Play';
    }

    // Scrolls the picture and the list, where they are larger than their place; never the page.
    function bring(part, frame) {
      const outer = frame.getBoundingClientRect(), inner = part.getBoundingClientRect();
      const shift = (low, high, from, to) => low < from ? low - from - 20 : high > to ? Math.min(high - to + 20, low - from - 20) : 0;
      const left = shift(inner.left, inner.right, outer.left, outer.right), top = shift(inner.top, inner.bottom, outer.top, outer.bottom);
      if (left || top) frame.scrollBy({left, top, behavior: isCalm.matches ? 'auto' : 'smooth'});
    }

    function reveal(sentence) {
      if (sentence.about.length) bring(sentence.about[0], picture);
    }

    function select(sentence) {
      const hadFocus = sentences.some(other => other.button === document.activeElement);
      selected = sentence;
      // What was done last is what is lit, wherever the pointer rests.
      pointed = null;
      if (sentence) {
        const folded = sentence.item.closest('details');
        if (folded) folded.open = true;
        bring(sentence.item, one('.sentences'));
        if (hadFocus && sentence.button !== document.activeElement) sentence.button.focus();
        reveal(sentence);
      }
      focused = null;
      show();
      const here = place();
      spoken.textContent = here ? `${word} ${here} of ${sequence.length}: ${said(sentence)}` :
        sentence ? '' : 'The whole picture';
    }

    function go(number) {
      const bounded = Math.max(0, Math.min(sequence.length, number));
      select(bounded ? sequence[bounded - 1] : null);
    }

    function pause() {
      clearInterval(timer);
      timer = 0;
    }

    function play() {
      if (timer) {
        pause();
        show();
        return;
      }
      timer = setInterval(() => {
        if (place() + 1 >= sequence.length) pause();
        go(place() + 1);
      }, secondsPerStep * 1000);
      go(place() < sequence.length ? place() + 1 : 1);
    }

    const actions = {
      first: () => go(1), back: () => go(place() - 1), next: () => go(place() + 1), last: () => go(sequence.length),
      whole: () => select(null),
    };

    function act(name) {
      if (name === 'play') return play();
      pause();
      actions[name]();
    }

    for (const sentence of sentences) {
      const {item, button} = sentence;
      button.addEventListener('mouseenter', () => { pointed = sentence; show(); });
      button.addEventListener('mouseleave', () => { pointed = null; show(); });
      button.addEventListener('focus', () => { if (button.matches(':focus-visible')) { focused = sentence; reveal(sentence); show(); } });
      button.addEventListener('blur', () => { focused = null; show(); });
      button.addEventListener('click', () => { pause(); select(selected === sentence ? null : sentence); });
    }
    for (const group of groups.values()) {
      // A line is thin; a broad one that nobody sees catches the pointer.
      const line = group.classList.contains('edge') && group.querySelector('path');
      if (line) {
        const broad = line.cloneNode();
        broad.setAttribute('class', 'broad');
        for (const name of ['fill', 'stroke', 'stroke-width', 'stroke-dasharray']) broad.removeAttribute(name);
        group.append(broad);
      }
      const sentence = bySubject.get(group);
      if (!sentence) continue;
      group.classList.add('speaks');
      group.addEventListener('mouseenter', () => { pointed = sentence; show(); });
      group.addEventListener('mouseleave', () => { pointed = null; show(); });
      group.addEventListener('click', () => { pause(); select(selected === sentence ? null : sentence); });
    }
    const names = {first: 'First Home', back: 'Back ArrowLeft', play: 'Play Space', next: 'Next ArrowRight', last: 'Last End', whole: 'All Escape'};
    const buttons = {};
    for (const [action, text] of Object.entries(names)) {
      const [label, key] = text.split(' ');
      const button = buttons[action] = element('button', '', label);
      button.type = 'button';
      button.dataset.do = action;
      button.setAttribute('aria-keyshortcuts', key);
      button.addEventListener('click', () => { if (button.getAttribute('aria-disabled') !== 'true') act(action); });
      player.append(button);
    }
    player.append(at);
    player.setAttribute('role', 'group');
    player.setAttribute('aria-label', hasSteps ? 'Play the steps' : 'Go through the sentences');
    spoken.setAttribute('role', 'status');
    spoken.setAttribute('aria-live', 'polite');

    const keys = {ArrowRight: 'next', ArrowLeft: 'back', Home: 'first', End: 'last', Escape: 'whole', ' ': 'play'};
    (isAlone ? document : figure).addEventListener('keydown', event => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const position = sentences.findIndex(sentence => sentence.button === event.target);
      if (position >= 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        let next = position;
        do next += event.key === 'ArrowDown' ? 1 : -1;
        while (sentences[next] && sentences[next].item.closest('details:not([open])'));
        if (sentences[next]) {
          event.preventDefault();
          sentences[next].button.focus();
        }
        return;
      }
      const name = keys[event.key];
      // A button, a link and a summary know what Space means to them.
      if (!name || (event.key === ' ' && event.target.closest('button, summary, a'))) return;
      event.preventDefault();
      act(name);
    });

    if (sequence.length) picture.after(player, panel, spoken);
    show();
  }

  document.documentElement.classList.add('scripted');
  const figures = all(document, '.figure');
  for (const figure of figures) start(figure, figures.length === 1 && document.body.classList.contains('drawing'));
  addEventListener('beforeprint', () => { for (const details of all(document, 'details')) details.open = true; });
})();
