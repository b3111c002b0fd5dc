// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/tokensource.h"
#include "fakeserver.h"
#include "support/testsupport.h"

#include "client/entrepotclient.h"

#include <QJsonArray>
#include <QJsonObject>

#include <map>

namespace tuilerie::test {

/// Stops when told to, on the test's own thread.
class StoppableControl final : public WorkControl
{
public:
    StopRequest stop = StopRequest::None;
    QStringList lines, warnings;
    void progress(const Progress &) override {}
    void log(const QString &line) override { lines << line; }
    void warning(const QString &sentence) override { warnings << sentence; }
    StopRequest shouldStop() const override { return stop; }
};

/// An Entrepôt in memory, on a FakeServer in the test's own thread: uploads with checks, processings whose executions run
/// until the test says otherwise, stored data, configurations and offerings, with the refusals (409) that a real one has.
/// Counts what is asked; each step that takes time does so for a few looks.
class FakeEntrepot
{
public:
    FakeEntrepot();

    StoppableControl control;
    std::unique_ptr<FakeServer> server;
    EntrepotClient client() { return clientWith(control); }
    EntrepotClient clientWith(WorkControl &other);

    /// Called before each answer: what a test breaks or stops, it does here.
    std::function<void(const FakeRequest &)> before;
    int looksPerExecution = 1; ///< how many looks until an execution has done its work
    bool canPause = true;

    using Entities = std::map<QString, QJsonObject>; ///< by id, in the order of creation
    Entities uploads, storedData, executions, configurations, offerings, statics;

    int count(const QByteArray &method, const QString &ending) const; ///< requests whose path ends so
    QStringList runningExecutions() const;                            ///< ids of those launched and not ended, nor paused
    QStringList pausedExecutions() const;
    std::vector<QJsonObject> alive(const Entities &entities) const; ///< without the deleted ones
    /// The parts that a publication may leave: uploads, stored data, configurations and offerings that are alive.
    int remains() const;

private:
    FakeAnswer answer(const FakeRequest &request);
    FakeAnswer list(const Entities &entities, const FakeRequest &request, const QHash<QString, QString> &fields) const;
    FakeAnswer entity(Entities &entities, const FakeRequest &request, const QStringList &path);
    FakeAnswer onUploads(const FakeRequest &request, const QStringList &path);
    FakeAnswer onProcessings(const FakeRequest &request, const QStringList &path);
    FakeAnswer onExecutions(const FakeRequest &request, const QStringList &path);
    FakeAnswer onStoredData(const FakeRequest &request, const QStringList &path);
    FakeAnswer onConfigurations(const FakeRequest &request, const QStringList &path);
    FakeAnswer onOfferings(const FakeRequest &request, const QStringList &path);
    FakeAnswer onStatics(const FakeRequest &request, const QStringList &path);
    void look(QJsonObject &execution);
    bool isUsed(const QString &storedData) const;
    QString newId(const char *kind);

    int m_ids = 0;
    std::map<QString, int> m_looks;
};

} // namespace tuilerie::test
