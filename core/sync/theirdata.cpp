// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/theirdata.h"

#include "changes/changefile.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTemporaryDir>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Sync", text);
}

// The database behind a stored data that a configuration shows: itself, or what it was made from.
Result<QString> databaseBehind(EntrepotClient &client, const StoredData &data)
{
    if (data.type == StoredDataType::VectorDb)
        return data.id;
    if (const QString tagged = data.tags.value("vectordb_id"_L1); !tagged.isEmpty())
        return tagged;
    TUILERIE_TRY(executions, client.executions({{u"output_stored_data"_s, data.id}}));
    for (const ProcessingExecution &item : executions) {
        TUILERIE_TRY(whole, client.execution(item.id));
        if (whole.output.id == data.id && !whole.inputStoredData.empty())
            return whole.inputStoredData.front().id;
    }
    return QString();
}

Result<QString> databaseOf(EntrepotClient &client, const QString &layer)
{
    TUILERIE_TRY(configurations, client.configurations({{u"layer_name"_s, layer}}));
    bool isKnown = false;
    for (const Configuration &item : configurations) {
        if (item.layerName != layer)
            continue;
        isKnown = true;
        TUILERIE_TRY(whole, client.configuration(item.id));
        for (const UsedData &used : whole.usedData()) {
            TUILERIE_TRY(data, client.storedData(used.storedData));
            TUILERIE_TRY(database, databaseBehind(client, data));
            if (!database.isEmpty())
                return database;
        }
    }
    if (!isKnown)
        return fail(ErrorCode::NotFound, tr("There is no layer named %1. Look at the list of layers.").arg(layer));
    return fail(
        ErrorCode::Unsupported, tr("The layer %1 was not made from vector tables: there is nothing to edit.").arg(layer));
}

// Columns that the layer has got, which the copy can take over; what else is different is a problem.
ChangeProblems followDeclarations(const std::vector<DataTable> &own, const std::vector<DataTable> &theirs,
    std::vector<std::pair<QString, DataColumn>> &columns)
{
    ChangeProblems problems;
    for (const TableDifference &difference : tableDifferences(own, theirs)) {
        using Kind = TableDifference::Kind;
        if (difference.kind == Kind::TableAdded)
            continue; // the copy goes on without it
        if (difference.kind == Kind::ColumnAdded) {
            const auto table = std::find_if(
                theirs.begin(), theirs.end(), [&](const DataTable &one) { return one.name == difference.table; });
            const DataColumn *column = table == theirs.end() ? nullptr : table->column(difference.column);
            const bool isExpression = column && column->standard.contains(u'(');
            if (column && !isExpression && (!column->isNotNull || !column->standard.isEmpty())) {
                columns.emplace_back(difference.table, *column);
                continue;
            }
        }
        problems.push_back({difference.table, 0, difference.column, difference.word(),
            tr("The layer's table %1 is declared otherwise since this copy was made (%2). Clone the layer to another file, "
               "and "
               "bring your features into that one.")
                .arg(difference.table,
                    difference.column.isEmpty() ? difference.word() : difference.word() + u' ' + difference.column)});
    }
    return problems;
}

// The cells of a new column where they are not what it has by itself.
Status addNewCells(ChangeSet &theirs, const MergedTable &table, const DataColumn &column)
{
    SqlDatabase &database = theirs.database();
    const qint64 number = theirs.tableNumber(table.table.name);
    const QByteArray standard = column.standard.isEmpty() ? QByteArray("NULL") : "(" + column.standard.toUtf8() + ")";
    const RowsOf head = RowsOf::data(table.table, "head");
    const QByteArray cell = "h." + sqlName(column.name);
    const QByteArray rows =
        " FROM " + head.table + " h JOIN " + table.base.table + " b ON b." + table.base.key + " = h." + head.key;
    const QByteArray differs = differSql(cell, standard, false);
    TUILERIE_CHECK(database.run("INSERT OR IGNORE INTO " + theirs.changes() + "(tbl, feature, op) SELECT ?, h." + head.key
            + ", 'update'" + rows + " WHERE " + differs,
        {number}));
    return database.run("INSERT INTO " + theirs.cells() + "(change, name, old, new) SELECT c.id, ?, " + standard + ", "
            + cell + rows + " JOIN " + theirs.changes() + " c ON c.feature = h." + head.key
            + " WHERE c.tbl = ? AND c.op = 'update' AND " + differs,
        {column.name, number});
}

Result<ChangeProblems> compareWithHead(WorkingCopy &copy, ChangeSet &theirs, WorkingCopy::Theirs &state)
{
    TUILERIE_TRY(now, dataTables(copy.database(), "head"));
    ChangeProblems problems = followDeclarations(copy.dataTables(), now, state.columns);
    if (!problems.empty())
        return problems;
    for (const MergedTable &table : copy.tables()) {
        const auto known = std::find_if(now.begin(), now.end(),
            [&](const DataTable &one) { return one.name.compare(table.table.name, Qt::CaseInsensitive) == 0; });
        TUILERIE_CHECK(addDifference(theirs, table.table, table.base, RowsOf::data(*known, "head")));
        for (const auto &[name, column] : state.columns)
            if (name == table.table.name)
                TUILERIE_CHECK(addNewCells(theirs, table, column));
    }
    return problems;
}

// New features of a part get ids above all that the layer has, not only above those of the part.
Status followSequences(WorkingCopy &copy)
{
    SqlDatabase &database = copy.database();
    const QByteArray has = ".sqlite_master WHERE name = 'sqlite_sequence'";
    if (database.number("SELECT count(*) FROM main" + has) == 0 || database.number("SELECT count(*) FROM head" + has) == 0)
        return {};
    return database.run(
        "UPDATE main.sqlite_sequence SET seq = max(seq, coalesce((SELECT h.seq FROM head.sqlite_sequence h WHERE h.name = "
        "sqlite_sequence.name), 0))");
}

// Ids of features of mine, which come even where they have left the copy's part meanwhile.
Result<QJsonObject> editedFeatures(WorkingCopy &copy)
{
    QJsonObject features;
    TUILERIE_TRY(mine, copy.mine());
    for (const MergedTable &table : copy.tables()) {
        QJsonArray ids;
        TUILERIE_CHECK(copy.database().run("SELECT feature FROM " + mine.changes() + " WHERE op <> 'insert' AND tbl = ?",
            {mine.tableNumber(table.table.name)}, [&](const SqlRow &row) { ids.append(row.integer(0)); }));
        if (!ids.isEmpty())
            features.insert(table.table.name, ids);
    }
    return features;
}

// By the change sets that led there; false where one is not kept any more.
Result<bool> fetchSteps(
    EntrepotClient &client, WorkingCopy &copy, const LayerData &head, const QString &folder, ChangeSet &theirs)
{
    if (copy.origin().selection.isPart())
        return false;
    // From the newest back, by what each was made from: states that were deleted may lie aside.
    QStringList files;
    for (QString data = head.storedData; data != copy.origin().data;) {
        const LayerData::Version *version = head.find(data);
        if (!version || !version->hasChanges || files.size() >= qsizetype(head.versions.size()))
            return false;
        data = version->parent;
        files.prepend(folder + u"/changes%1"_s.arg(version->number));
        const Status saved = client.saveChanges(version->storedData, files.first());
        if (!saved && saved.error().code == ErrorCode::NotFound)
            return false;
        TUILERIE_CHECK(saved);
    }
    TUILERIE_CHECK(readChangeFiles(files, copy.tables(), theirs));
    return true;
}

} // namespace

const LayerData::Version *LayerData::find(const QString &wanted) const
{
    const auto found =
        std::find_if(versions.begin(), versions.end(), [&](const Version &version) { return version.storedData == wanted; });
    return found == versions.end() ? nullptr : &*found;
}

Result<LayerData> layerData(EntrepotClient &client, const QString &layer)
{
    TUILERIE_TRY(can, client.capabilities());
    if (!can.workingCopies)
        return fail(ErrorCode::Unsupported,
            tr("This server has no working copies. Download the layer's data there, and publish them anew with tuilerie-cli "
               "update."));
    TUILERIE_TRY(database, databaseOf(client, layer));
    TUILERIE_TRY(answer, client.dataVersions(database));
    LayerData data{
        answer["stored_data"_L1].toString(), answer["version"_L1].toInteger(), modeljson::date(answer["moment"_L1]), {}};
    for (const QJsonValue item : answer["versions"_L1].toArray())
        data.versions.push_back({item["version"_L1].toInteger(), item["stored_data"_L1].toString(),
            item["parent"_L1].toString(), item["has_changes"_L1].toBool()});
    return data;
}

Result<ChangeProblems> fetchTheirs(EntrepotClient &client, WorkingCopy &copy, const LayerData &head)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return fail(errorFromErrno(tr("make a temporary folder"), folder.path()));
    WorkingCopy::Theirs state{head.storedData, head.version, head.moment, {}};
    TUILERIE_TRY(theirs, copy.emptySet("fetched_"));
    TUILERIE_TRY(isFetched, fetchSteps(client, copy, head, folder.path(), theirs));
    ChangeProblems problems;
    if (!isFetched) {
        const QString file = folder.filePath(u"head.gpkg"_s);
        QJsonObject part;
        if (copy.origin().selection.isPart()) {
            TUILERIE_TRY(besides, editedFeatures(copy));
            part = {{u"selection"_s, copy.origin().selection.toJson()}, {u"besides"_s, besides}};
        }
        TUILERIE_CHECK(client.saveData(head.storedData, part, file));
        TUILERIE_TRY(whole, copy.emptySet("fetched_"));
        TUILERIE_CHECK(copy.database().attach(file, "head"));
        auto compared = compareWithHead(copy, whole, state);
        const Status followed = compared && copy.origin().selection.isPart() ? followSequences(copy) : Status();
        TUILERIE_CHECK(copy.database().detach("head"));
        TUILERIE_CHECK(followed);
        if (!compared)
            return fail(compared.error());
        problems = *compared;
    }
    if (problems.empty())
        TUILERIE_CHECK(copy.keepTheirs(theirs, state));
    return problems;
}

} // namespace tuilerie
