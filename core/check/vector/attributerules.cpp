// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/vectorcheck.h"
#include "check/vector/vectorfix.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorRules", sentence);
}

constexpr int kLongestName = 63; ///< bytes of a PostgreSQL identifier

void checkClashes(VectorCheck &check, const CheckedLayer &layer, const QStringList &names)
{
    QHash<QString, QString> known;
    for (const QString &name : names) {
        const QString result = entrepotName(name).toLower();
        if (known.contains(result) && known.value(result) != name)
            check.add("vector.name.clash", Severity::Warning, layer,
                tr("The columns %1 and %2 of the layer %3 of %4 get the same name (%5) at the Entrepôt.")
                    .arg(known.value(result), name, layer.info.name, layer.info.path, result),
                tr("Rename one of them, or have a copy made with names that differ."), "rename-for-entrepot");
        known.insert(result, name);
    }
}

QString refusal(const QString &name)
{
    static const QRegularExpression rule(QStringLiteral("^[a-zA-Z_][ A-Za-z0-9_]*$"));
    if (!rule.match(name).hasMatch())
        return tr("it may have only letters without accents, digits, spaces and _, and must begin with a letter or _");
    if (name.toUtf8().size() > kLongestName)
        return tr("it is longer than 63 characters");
    if (isReservedName(name))
        return tr("it is a reserved word of SQL");
    return {};
}

} // namespace

void checkVectorKeys(VectorCheck &check)
{
    check.eachLayer([&check](CheckedLayer &layer, const CheckedFile &) {
        for (qsizetype i = 0; i < layer.keyFields.size(); ++i) {
            const QString name = QString(layer.keyFields[i]).replace(QLatin1Char('%'), QLatin1Char('_'));
            check.addSeen("vector.key.duplicate", Severity::Warning, layer, repeated(layer.stats.keyHashes[size_t(i)]),
                tr("In the layer %1 of %2, %3 feature(s) have a key that another one has (column %4).")
                    .arg(QStringLiteral("%1"), QStringLiteral("%2"), QStringLiteral("%3"), name),
                tr("Give each feature a key of its own: editing and updates find features by it."));
            if (layer.stats.keyNulls[size_t(i)].count() < layer.stats.features) // an unused column is no key
                check.addSeen("vector.key.null", Severity::Warning, layer, layer.stats.keyNulls[size_t(i)],
                    tr("In the layer %1 of %2, %3 feature(s) have no key (column %4).")
                        .arg(QStringLiteral("%1"), QStringLiteral("%2"), QStringLiteral("%3"), name),
                    tr("Fill the column: editing and updates find features by it."));
        }
        layer.stats.keyHashes = {};
        if (layer.hasRepeatedIds)
            check.add("vector.key.duplicate", Severity::Warning, layer,
                tr("In the layer %1 of %2 several features have the same “id”.").arg(layer.info.name, layer.info.path),
                tr("Give each feature an id of its own: GeoJSON readers change or drop the later ones."));
    });
}

void checkVectorNames(VectorCheck &check)
{
    QHash<QString, const CheckedLayer *> tables;
    check.eachLayer([&](const CheckedLayer &layer, const CheckedFile &) {
        if (const QString reason = refusal(layer.info.name); !reason.isEmpty())
            check.add("vector.name.table", Severity::Warning, layer,
                tr("The Entrepôt refuses the name of the layer %1 of %2: %3.").arg(layer.info.name, layer.info.path, reason),
                tr("Have a copy made in which it is called %1.").arg(entrepotName(layer.info.name)), "rename-for-entrepot");
        QStringList names;
        for (const auto &field : layer.info.fields) {
            names << field.name;
            if (const QString reason = refusal(field.name); !reason.isEmpty())
                check.add("vector.name.column", Severity::Warning, layer,
                    tr("The Entrepôt refuses the name of the column %1 of the layer %2 of %3: %4.")
                        .arg(field.name, layer.info.name, layer.info.path, reason),
                    tr("Have a copy made in which it is called %1.").arg(entrepotName(field.name)), "rename-for-entrepot");
        }
        checkClashes(check, layer, names);
        const QString result = entrepotName(layer.info.name).toLower();
        if (const CheckedLayer *other = tables.value(result))
            check.add("vector.name.clash", Severity::Warning, layer,
                tr("The layers %1 (%2) and %3 (%4) get the same name (%5) at the Entrepôt.")
                    .arg(other->info.name, other->info.path, layer.info.name, layer.info.path, result),
                tr("Rename one of them."), other->info.path == layer.info.path ? "rename-for-entrepot" : "");
        tables.insert(result, &layer);
    });
}

void checkVectorEncoding(VectorCheck &check)
{
    check.eachLayer([&check](CheckedLayer &layer, const CheckedFile &) {
        const FeatureStats &stats = layer.stats;
        const bool isShapefile = layer.info.driver == QLatin1String("ESRI Shapefile");
        const bool saysUtf8 =
            QString(layer.info.encoding).remove(QLatin1Char('-')).compare(QLatin1String("UTF8"), Qt::CaseInsensitive) == 0;
        const QString copy = tr("Have a copy made with its texts in UTF-8.");
        if (!isShapefile || saysUtf8)
            check.addSeen("vector.encoding.invalid", Severity::Warning, layer, stats.invalidText,
                tr("The layer %1 of %2 says that its texts are UTF-8, but %3 of them are not."), copy, "set-encoding");
        if (isShapefile && !saysUtf8 && stats.utf8Texts > 0 && stats.invalidText.count() == 0)
            check.add("vector.encoding.wrong", Severity::Warning, layer,
                tr("The texts of the layer %1 of %2 are UTF-8, but it says %3: accents will come out wrong.")
                    .arg(layer.info.name, layer.info.path,
                        layer.info.encoding.isEmpty() ? tr("nothing") : layer.info.encoding),
                copy, "set-encoding");
        if (isShapefile && layer.info.encoding.isEmpty() && stats.invalidText.count() > 0)
            check.addSeen("vector.encoding.missing", Severity::Info, layer, stats.invalidText,
                tr("The layer %1 of %2 does not say how its texts are encoded (there is no .cpg file); %3 of them have "
                   "accents and are taken for Windows-1252."),
                copy, "set-encoding");
        check.addSeen("vector.encoding.twice", Severity::Warning, layer, stats.twiceEncoded,
            tr("%3 text(s) of the layer %1 of %2 were encoded twice: they show signs such as “Ã©” instead of “é”."), copy,
            "set-encoding");
        check.addSeen("vector.encoding.lost", Severity::Warning, layer, stats.replacedText,
            tr("%3 text(s) of the layer %1 of %2 have lost letters (“�”)."),
            tr("Export the layer again from its source: what was lost is no longer in the file."));
    });
}

} // namespace tuilerie
