// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

namespace tuilerie::test {

/// Where a widget stands: class and object name of it and of its parents up to the window.
QString placeOf(const QWidget *widget);
/// Everything that the widgets below say, one "place: text" a line, in the order of the tree: titles, texts, items, headers,
/// cells, tool tips, accessible names, menus. Numbers are "#": what was measured is not the same twice.
QStringList textsOf(QWidget *window);
/// Keys of the mnemonics of what is visible below `window`, each with the text that it is in.
QList<std::pair<QString, QString>> mnemonicsOf(QWidget *window);
/// Visible widgets whose text needs more room than they have.
QStringList cutTexts(QWidget *part);
/// Widgets that take part in a dialogue and have no name for a screen reader.
QStringList namelessWidgets(QWidget *part);

} // namespace tuilerie::test
