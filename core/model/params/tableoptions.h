// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/params/vectorpyramidparams.h"

#include <QCommandLineParser>
#include <functional>

namespace tuilerie {

/// The tables of a vector pyramid on the command line: `--table TABLE[:attribute,attribute…][:top-bottom]`, `--where
/// TABLE:CLAUSE`, `--rename TABLE:NAME`. The first is called `--layer` where no layer is published. Signs with a meaning are
/// written behind a \ in names. Errors are Invalid and begin with the option.

void addTableOptions(QCommandLineParser &parser, const QString &tableOption);
QStringList tableOptionNames(const QString &tableOption);
/// A table that only --where or --rename names has an entry, too.
Result<std::vector<VectorTableParams>> readTableOptions(const QCommandLineParser &parser, const QString &tableOption);
/// A name may have a colon of its own that nobody wrote a \ before ("BDTOPO_V3:batiment"): where the data have no table that
/// `table` names but one that it names with what was taken for its attributes or its clause, that one is meant.
void takeColonsIntoName(VectorTableParams &table, const std::function<bool(const QString &)> &isKnown);
void appendTableOptions(QStringList &arguments, const std::vector<VectorTableParams> &tables, const QString &tableOption);

/// The text, cut at every `separator` that no \ stands before; the parts are still escaped.
QStringList splitOption(const QString &text, QChar separator);
QString unescapedOption(const QString &text);
QString escapedOption(const QString &name, const QString &signs = QStringLiteral(":="));

} // namespace tuilerie
