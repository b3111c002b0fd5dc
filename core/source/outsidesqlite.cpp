// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/outsiderules.h"
#include "sqlite/sqlite.h"

#include <QRegularExpression>

namespace tuilerie::outside {

namespace {

/// SQL in small letters without comments, texts and the marks of quoted names: what is left is what it calls.
QString bare(const QString &sql)
{
    QString result;
    for (qsizetype i = 0; i < sql.size(); ++i) {
        const QStringView rest = QStringView(sql).mid(i);
        const auto skipTo = [&](QLatin1String end) {
            const qsizetype found = sql.indexOf(end, i + 1);
            i = found < 0 ? sql.size() : found + end.size() - 1;
            result += QLatin1Char(' ');
        };
        if (rest.startsWith(QLatin1String("--")))
            skipTo(QLatin1String("\n"));
        else if (rest.startsWith(QLatin1String("/*")))
            skipTo(QLatin1String("*/"));
        else if (sql[i] == QLatin1Char('\''))
            skipTo(QLatin1String("'"));
        else if (!QStringLiteral("\"`[]").contains(sql[i]))
            result += sql[i].toLower();
    }
    return result;
}

/// R-trees are GeoPackage's index (OGC 12-128r18 Annex F.3); SpatiaLite's own stand for nothing outside of the file.
bool isHarmless(const QString &module)
{
    static const QStringList known{QStringLiteral("rtree"), QStringLiteral("rtree_i32"),
        QStringLiteral("virtualspatialindex"), QStringLiteral("virtualelementary"), QStringLiteral("virtualknn"),
        QStringLiteral("virtualknn2")};
    return known.contains(module);
}

/// The first function among those of SQLite's shell, GDAL and SpatiaLite that read or write files, ask servers, load
/// libraries or run text as SQL.
QString unsafeCall(const QString &sql)
{
    static const QRegularExpression call(QStringLiteral(
        "\\b(load_extension|readfile|writefile|fsdir|edit|eval|zipfile|fts3_tokenizer|ogr_geocode\\w*|ogr_datasource_\\w+|"
        "gdal_get_\\w+|blobfromfile|blobtofile|xb_load\\w*|xb_store\\w*|import\\w+|export\\w+|sqlproc_\\w+|storedproc_\\w+|"
        "rl2_(load|import|export|write)\\w*|createisometadatatables|filesize_from_path)\\s*\\("));
    return call.match(sql).captured(1);
}

QString remedy()
{
    return tr("Export the tables that hold the data into a new GeoPackage (QGIS or ogr2ogr), and deliver that.");
}

} // namespace

std::optional<Refusal> ofSqlite(const QString &path)
{
    std::optional<Refusal> refusal;
    const auto look = [&](const SqlRow &row) {
        const QString name = row.text(0), sql = bare(row.text(1));
        static const QRegularExpression table(QStringLiteral("^\\s*create\\s+virtual\\s+table\\b.*?\\busing\\s+(\\w+)"),
            QRegularExpression::DotMatchesEverythingOption);
        const auto made = table.match(sql);
        if (made.hasMatch() && !isHarmless(made.captured(1)))
            refusal = Refusal{
                tr("%1 holds the virtual table %2 (%3), which may stand for other files.").arg(path, name, made.captured(1)),
                remedy()};
        else if (const QString call = unsafeCall(sql); !call.isEmpty() && !made.hasMatch())
            refusal = Refusal{
                tr("In %1, %2 calls %3(), which reads or runs what is not in the file.").arg(path, name, call), remedy()};
        return !refusal;
    };
    const auto database = SqlDatabase::openToRead(path);
    if (database && (*database)->run("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL", look))
        return refusal;
    // GDAL may yet find a way into a damaged one.
    if (!refusal && wholeOf(path, qint64(1) << 30).toLower().contains("create virtual table"))
        return Refusal{
            tr("%1 is damaged and holds virtual tables, which cannot be told from such as stand for other files.").arg(path),
            remedy()};
    return refusal;
}

} // namespace tuilerie::outside
