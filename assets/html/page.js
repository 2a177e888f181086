"use strict";
(function () {
  var data = JSON.parse(document.getElementById("data").textContent);
  var t = data.t, rows = data.rows, units = data.units;
  var ROW = 30, COLUMN = 30, BAND = 24, SIDE = Math.min(460, Math.max(220, window.innerWidth * 0.34));
  var longest = units.reduce(function (most, unit) { return Math.max(most, unit[0].length); }, 4);
  var HEAD = Math.min(240, longest * 15 + 16);
  var shown = [], at = { row: 0, column: 0 }, over = null, query = "", only = null, open = null;
  var $ = function (id) { return document.getElementById(id); };
  var body = $("body"), head = $("head"), side = $("side"), corner = $("corner"), drawer = $("drawer"), search = $("search");
  var SECTION = 0, NUMBER = 1, TEXT = 2, CELLS = 3, END = 4, DEADLINE = 5, CLAUSE = 6;

  function element(kind, words, name) {
    var made = document.createElement(kind);
    if (words !== undefined) made.textContent = words;
    if (name) made.className = name;
    return made;
  }
  function colour(word) { return data.colours[data.words[word][1]] || ""; }
  function place(made, left, top, width, height) {
    made.style.left = left + "px"; made.style.top = top + "px";
    made.style.width = width + "px"; made.style.height = height + "px";
    return made;
  }
  // [column, word, …] of a row; where a column stands in it, or -1.
  function find(cells, column) {
    for (var i = 0; i < cells.length; i += 2) if (cells[i] === column) return i;
    return -1;
  }
  function matches(row) {
    if (only !== null && find(row[CELLS], only) < 0) return false;
    if (!query) return true;
    return row[NUMBER] === query || (row[TEXT] + row[CLAUSE]).toLowerCase().indexOf(query) >= 0;
  }
  function filter() {
    shown = [];
    var section = -1;
    for (var i = 0; i < rows.length; i++) {
      if (rows[i][SECTION]) {
        section = i;
        if (!query && only === null) shown.push(i);
      } else if (matches(rows[i])) {
        if (section >= 0 && (query || only !== null)) { shown.push(section); section = -1; }
        shown.push(i);
      }
    }
    var tasks = shown.filter(function (i) { return !rows[i][SECTION]; }).length;
    $("count").textContent = t.shown.replace("{0}", data.tasks).replace("{1}", tasks);
    at.row = Math.min(at.row, Math.max(0, shown.length - 1));
    layout();
  }
  function layout() {
    var box = $("matrix").getBoundingClientRect(), top = HEAD + BAND;
    place(corner, 0, 0, SIDE, top); place(head, SIDE, 0, box.width - SIDE, top);
    place(side, 0, top, SIDE, box.height - top); place(body, SIDE, top, box.width - SIDE, box.height - top);
    $("room").style.width = units.length * COLUMN + "px";
    $("room").style.height = Math.max(1, shown.length * ROW) + "px";
    draw();
  }
  var waiting = false;
  function later() {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(function () { waiting = false; draw(); });
  }
  // Only what is seen is there: tens of thousands of rows cost no more than thirty.
  function draw() {
    var x = body.scrollLeft, y = body.scrollTop;
    var firstRow = Math.floor(y / ROW), lastRow = Math.min(shown.length, Math.ceil((y + body.clientHeight) / ROW));
    var first = Math.floor(x / COLUMN), last = Math.min(units.length, Math.ceil((x + body.clientWidth) / COLUMN));
    var cells = document.createDocumentFragment(), names = document.createDocumentFragment(), sides = document.createDocumentFragment();
    for (var place_ = firstRow; place_ < lastRow; place_++) {
      var row = rows[shown[place_]], isLit = over && over.row === place_ || at.row === place_;
      var label = element("div", undefined, "side" + (row[SECTION] ? " section" : "") + (isLit ? " cross" : ""));
      if (!row[SECTION]) label.appendChild(element("b", row[NUMBER] + " "));
      label.appendChild(document.createTextNode(row[TEXT] + (row[END] ? "　" + row[END] : "")));
      label.title = row[TEXT];
      label.dataset.row = place_;
      place(label, 0, place_ * ROW - y, SIDE, ROW).style.lineHeight = ROW + "px";
      sides.appendChild(label);
      for (var column = first; column < last; column++) {
        var i = find(row[CELLS], column);
        var lit = isLit || over && over.column === column || at.column === column;
        if (i < 0 && !lit && !row[SECTION]) continue;
        var cell = element("div", i < 0 ? "" : data.words[row[CELLS][i + 1]][0], "cell" + (row[SECTION] ? " section" : "") + (lit ? " cross" : "") + (at.row === place_ && at.column === column ? " at" : ""));
        if (i >= 0) {
          cell.style.color = colour(row[CELLS][i + 1]);
          cell.title = units[column][0] + "：" + data.words[row[CELLS][i + 1]][2];
          cell.setAttribute("aria-label", (row[NUMBER] ? row[NUMBER] + " " : row[TEXT] + " ") + cell.title);
          cell.setAttribute("role", "gridcell");
        }
        cell.dataset.row = place_; cell.dataset.column = column;
        place(cell, column * COLUMN, place_ * ROW, COLUMN, ROW).style.lineHeight = ROW + "px";
        cells.appendChild(cell);
      }
    }
    for (var c = first; c < last; c++) {
      var name = element("div", units[c][0], "name" + (over && over.column === c || at.column === c ? " cross" : ""));
      name.title = units[c][0];
      name.setAttribute("role", "columnheader");
      name.dataset.unit = c;
      names.appendChild(place(name, c * COLUMN - x, BAND, COLUMN, HEAD));
    }
    data.bands.forEach(function (band) {
      if (band[1] < last && band[2] > first) {
        var made = element("div", band[0], "bandname");
        made.title = band[0];
        names.appendChild(place(made, band[1] * COLUMN - x, 0, (band[2] - band[1]) * COLUMN, BAND));
      }
    });
    var room = $("room");
    room.textContent = ""; room.appendChild(cells);
    head.textContent = ""; head.appendChild(names);
    side.textContent = ""; side.appendChild(sides);
  }
  function link(words, act) {
    var made = element("a", words);
    made.tabIndex = 0;
    made.onclick = act;
    made.onkeydown = function (event) { if (event.key === "Enter") { event.stopPropagation(); act(); } };
    return made;
  }
  function panel(title, build) {
    drawer.textContent = "";
    var close = element("button", t.close);
    close.style.cssFloat = "right";
    close.onclick = shut;
    drawer.appendChild(close);
    drawer.appendChild(element("h2", title));
    build();
    drawer.hidden = false;
    layout();
  }
  function shut() { drawer.hidden = true; open = null; layout(); body.focus(); }
  // What a unit owes, by the words of its cells, in the order of the legend.
  function unit(column) {
    open = { unit: column };
    panel(units[column][0], function () {
      var groups = {};
      rows.forEach(function (row, i) {
        var found = find(row[CELLS], column);
        if (found >= 0) {
          var words = data.words[row[CELLS][found + 1]][2];
          (groups[words] = groups[words] || []).push(i);
        }
      });
      var button = element("button", only === column ? t.all : t.only);
      button.onclick = function () { only = only === column ? null : column; body.scrollTop = 0; filter(); unit(column); };
      drawer.appendChild(button);
      data.words.map(function (word) { return word[2]; }).filter(function (words, i, all) { return all.indexOf(words) === i && groups[words]; }).forEach(function (words) {
        drawer.appendChild(element("h3", words + "（" + groups[words].length + "）"));
        var list = element("ol");
        groups[words].forEach(function (i) {
          var item = element("li");
          item.appendChild(link((rows[i][NUMBER] ? rows[i][NUMBER] + ". " : "") + rows[i][TEXT], function () { task(i); }));
          list.appendChild(item);
        });
        drawer.appendChild(list);
      });
    });
  }
  function task(i) {
    var row = rows[i];
    open = { row: i };
    panel(row[SECTION] ? row[TEXT] : t.task.replace("{0}", row[NUMBER]), function () {
      if (!row[SECTION]) drawer.appendChild(element("p", row[TEXT]));
      if (row[CLAUSE]) drawer.appendChild(element("p", "（" + row[CLAUSE] + "）", "second"));
      if (row[DEADLINE]) drawer.appendChild(element("p", t.deadline + "：" + row[DEADLINE]));
      var list = element("ul");
      for (var k = 0; k < row[CELLS].length; k += 2) {
        (function (column, word) {
          var item = element("li"), sign = element("span", data.words[word][0] + " ");
          sign.style.color = colour(word);
          item.appendChild(sign);
          item.appendChild(document.createTextNode(data.words[word][2] + "　"));
          item.appendChild(link(units[column][0], function () { unit(column); }));
          list.appendChild(item);
        })(row[CELLS][k], row[CELLS][k + 1]);
      }
      drawer.appendChild(list);
      if (row[END]) drawer.appendChild(element("p", row[END], "second"));
    });
  }
  function hit(event) {
    var made = event.target.closest ? event.target.closest("[data-row],[data-unit]") : null;
    return made && made.dataset;
  }
  body.addEventListener("scroll", later);
  window.addEventListener("resize", layout);
  $("matrix").addEventListener("click", function (event) {
    var found = hit(event), place = null;
    if (found && found.unit !== undefined) { at.column = +found.unit; unit(at.column); return; }
    if (found && found.row !== undefined) place = { row: +found.row, column: found.column === undefined ? at.column : +found.column };
    else if (event.target === $("room") || event.target === body) {
      var box = body.getBoundingClientRect();
      place = { row: Math.floor((event.clientY - box.top + body.scrollTop) / ROW), column: Math.floor((event.clientX - box.left + body.scrollLeft) / COLUMN) };
    }
    if (place && place.row < shown.length && place.column < units.length) { at = place; task(shown[at.row]); draw(); }
  });
  $("matrix").addEventListener("mousemove", function (event) {
    var box = body.getBoundingClientRect(), row = Math.floor((event.clientY - box.top + body.scrollTop) / ROW), column = Math.floor((event.clientX - box.left + body.scrollLeft) / COLUMN);
    if (event.clientY < box.top) row = -1;
    if (event.clientX < box.left) column = -1;
    if (!over || over.row !== row || over.column !== column) { over = { row: row, column: column }; later(); }
  });
  $("matrix").addEventListener("mouseleave", function () { over = null; later(); });
  // Before the browser turns Ctrl+wheel into zoom, the wheel over heads scrolls the body.
  [head, side].forEach(function (part) {
    part.addEventListener("wheel", function (event) { if (!event.ctrlKey) { body.scrollTop += event.deltaY; body.scrollLeft += event.deltaX; } });
  });
  function show() {
    var left = at.column * COLUMN, top = at.row * ROW;
    if (left < body.scrollLeft) body.scrollLeft = left;
    if (left + COLUMN > body.scrollLeft + body.clientWidth) body.scrollLeft = left + COLUMN - body.clientWidth;
    if (top < body.scrollTop) body.scrollTop = top;
    if (top + ROW > body.scrollTop + body.clientHeight) body.scrollTop = top + ROW - body.clientHeight;
    draw();
  }
  function move(rows_, columns) {
    at = { row: Math.max(0, Math.min(shown.length - 1, at.row + rows_)), column: Math.max(0, Math.min(units.length - 1, at.column + columns)) };
    show();
  }
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      if (!drawer.hidden) shut(); else if (query) { search.value = query = ""; filter(); } else if (only !== null) { only = null; filter(); }
      body.focus();
      return;
    }
    if (event.target === search) {
      if (event.key === "Enter") {
        var wanted = search.value.trim().toLowerCase();
        for (var c = 0; wanted && c < units.length; c++) {
          if (units[c][0].toLowerCase().indexOf(wanted) >= 0) { search.value = query = ""; filter(); at.column = c; show(); unit(c); return; }
        }
        if (shown.length) { at.row = rows[shown[0]][SECTION] && shown.length > 1 ? 1 : 0; show(); body.focus(); }
      }
      return;
    }
    if (event.key === "/" && !event.ctrlKey) { event.preventDefault(); search.focus(); search.select(); return; }
    if (document.activeElement !== body || event.ctrlKey && event.key !== "Home" && event.key !== "End") return;
    var page = Math.max(1, Math.floor(body.clientHeight / ROW) - 1), size = shown.length;
    var keys = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [page, 0], PageUp: [-page, 0],
      Home: event.ctrlKey ? [-size, -units.length] : [0, -units.length], End: event.ctrlKey ? [size, units.length] : [0, units.length] };
    if (keys[event.key]) { event.preventDefault(); move(keys[event.key][0], keys[event.key][1]); }
    else if (event.key === "Enter" && size) { event.preventDefault(); if (event.shiftKey) unit(at.column); else task(shown[at.row]); }
  });
  search.addEventListener("input", function () { query = search.value.trim().toLowerCase(); body.scrollTop = 0; filter(); });
  // Paper has no scroll bars: the whole table is made when it is asked for.
  window.addEventListener("beforeprint", function () {
    var print = $("print");
    print.textContent = "";
    if (shown.length * units.length > 400000) { print.textContent = t.too_large; return; }
    var table = element("table"), top = element("thead"), line = element("tr"), rest = element("tbody");
    line.appendChild(element("th", t.number)); line.appendChild(element("th", t.task_head));
    units.forEach(function (unit) { line.appendChild(element("th", unit[0], "up")); });
    top.appendChild(line); table.appendChild(top);
    shown.forEach(function (i) {
      var row = rows[i], made = element("tr", undefined, row[SECTION] ? "section" : "");
      made.appendChild(element("td", row[NUMBER])); made.appendChild(element("td", row[TEXT]));
      var cells = units.map(function () { return ""; });
      for (var k = 0; k < row[CELLS].length; k += 2) cells[row[CELLS][k]] = data.words[row[CELLS][k + 1]][0];
      cells.forEach(function (sign) { made.appendChild(element("td", sign)); });
      rest.appendChild(made);
    });
    table.appendChild(rest); print.appendChild(table);
  });
  filter();
  body.focus();
})();
