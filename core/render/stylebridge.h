// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render/style.h"

#include <QCoreApplication>
#include <QDomDocument>

class QgsFeatureRenderer;
class QgsSymbol;

namespace tuilerie::style {

/// What the files behind style.h share; for this room's sources only.
inline QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Style", text);
}

/// Each format puts itself on the layer and gives the sentences of what it could not.
Result<QStringList> readSldDocument(QgsVectorLayer &layer, const QByteArray &content);
Result<QStringList> readMapboxGl(QgsVectorLayer &layer, const QByteArray &content);

/// The renderer's symbols with the label of their rule or class; those of all rules, switched off or not.
std::vector<std::pair<QString, QgsSymbol *>> symbolsOf(const QgsFeatureRenderer &renderer);
/// What the layer shows and SLD 1.0.0 has no word for.
QStringList sldLosses(const QgsVectorLayer &layer);

/// A problem once, however often it is met.
inline void note(QStringList &problems, const QString &sentence)
{
    if (!problems.contains(sentence))
        problems << sentence;
}

} // namespace tuilerie::style
