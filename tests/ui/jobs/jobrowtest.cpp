// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobrow.h"

#include "support/testsupport.h"

#include <QHash>
#include <QJsonDocument>

using namespace tuilerie;

class JobRowTest : public QObject
{
    Q_OBJECT

private slots:
    void aPublicationBeforeItsProcessing();
    void theServersStepsStandInside();
    void theServersRangeIsTaken();
    void anEstimateBecomesARange();
    void aFailureMarksItsStep();
    void aFinishedOneHasNothingLeft();
    void othersExecutionsStandAlone();
    void oneExecutionIsNoTwoJobs();
    void namesAndTimesPairNothing();
    void publicationsSurviveTheDisk();
};

static Publication somePublication()
{
    Publication publication;
    publication.id = QStringLiteral("p1");
    publication.server = QStringLiteral("embedded");
    publication.request.layer = QStringLiteral("ortho");
    publication.request.title = QStringLiteral("Orthophoto");
    publication.request.paths = {QStringLiteral("/data/a.tif")};
    publication.created = QDateTime::fromString(QStringLiteral("2026-03-01T10:00:00Z"), Qt::ISODate);
    return publication;
}

static ProcessingExecution someExecution(const char *json)
{
    return ProcessingExecution::fromJson(QJsonDocument::fromJson(json).object());
}

static const char *const running =
    R"({"_id":"e1","status":"PROGRESS","creation":"2026-03-01T10:00:05Z","job_state":"running",
  "processing":{"_id":"x","name":"Pyramid"},"output":{"stored_data":{"_id":"s1","name":"ortho"}},
  "progress":{"step":"generate","done":30,"total":120,"rate":2.5,"bytes":5000000,"elapsed_s":12,"eta_s":36,"eta_range_s":[30,50]},
  "steps":[{"id":"plan","title":"Plan","state":"done","warnings":[]},
           {"id":"generate","title":"Generate","state":"started","warnings":["one file is odd"]},
           {"id":"write","title":"Write","state":"fresh","warnings":[]}],"warnings":["one file is odd"]})";

void JobRowTest::aPublicationBeforeItsProcessing()
{
    Progress progress;
    progress.step = QStringLiteral("upload");
    progress.done = 3;
    progress.total = 4;
    const JobRow row = rowOf(somePublication(), progress, nullptr);
    QCOMPARE(row.title, QStringLiteral("Orthophoto"));
    QCOMPARE(row.state, JobRowState::Running);
    QCOMPARE(int(row.steps.size()), 4);
    QCOMPARE(row.currentStep, 0);
    QCOMPARE(row.share, 0.75);
    QCOMPARE(row.steps[1].state, JobRowStepState::Fresh);
}

void JobRowTest::theServersStepsStandInside()
{
    const ProcessingExecution execution = someExecution(running);
    Progress progress;
    progress.step = QStringLiteral("generate");
    const JobRow row = rowOf(somePublication(), progress, &execution);
    QStringList ids;
    for (const JobRowStep &step : row.steps)
        ids << step.id;
    QCOMPARE(ids,
        QStringList({QStringLiteral("upload"), QStringLiteral("check"), QStringLiteral("plan"), QStringLiteral("generate"),
            QStringLiteral("write"), QStringLiteral("publish")}));
    QCOMPARE(row.steps[1].state, JobRowStepState::Done);
    QCOMPARE(row.steps[2].state, JobRowStepState::Done);
    QCOMPARE(row.currentStep, 3);
    QCOMPARE(row.share, 0.25);
    QCOMPARE(row.steps[3].progress.rate, 2.5);
    QCOMPARE(row.steps[5].state, JobRowStepState::Fresh);
    QCOMPARE(row.warnings, QStringList(QStringLiteral("one file is odd")));
}

void JobRowTest::theServersRangeIsTaken()
{
    const JobRow row = rowOf(someExecution(running), QStringLiteral("embedded"));
    QCOMPARE(row.etaLow, 30.0);
    QCOMPARE(row.etaHigh, 50.0);
}

void JobRowTest::anEstimateBecomesARange()
{
    Progress progress;
    progress.step = QStringLiteral("upload");
    progress.done = 50;
    progress.total = 100;
    progress.etaSeconds = 100;
    const JobRow row = rowOf(somePublication(), progress, nullptr);
    QVERIFY(row.etaLow > 50 && row.etaLow < 100);
    QVERIFY(row.etaHigh > 100 && row.etaHigh < 150);
}

void JobRowTest::aFailureMarksItsStep()
{
    Publication publication = somePublication();
    publication.state = PublicationState::Failed;
    publication.error = {ErrorCode::DiskFull, QStringLiteral("The disk is full."), {}};
    Progress progress;
    progress.step = QStringLiteral("check");
    const JobRow row = rowOf(publication, progress, nullptr);
    QVERIFY(row.isEnded());
    QCOMPARE(row.steps[0].state, JobRowStepState::Done);
    QCOMPARE(row.steps[1].state, JobRowStepState::Failed);
    QCOMPARE(row.message, QStringLiteral("The disk is full."));
    QCOMPARE(row.etaHigh, -1.0);
}

void JobRowTest::aFinishedOneHasNothingLeft()
{
    Publication publication = somePublication();
    publication.state = PublicationState::Done;
    const JobRow row = rowOf(publication, {}, nullptr);
    QCOMPARE(row.state, JobRowState::Succeeded);
    QCOMPARE(row.share, 1.0);
    for (const JobRowStep &step : row.steps)
        QCOMPARE(step.state, JobRowStepState::Done);
}

void JobRowTest::othersExecutionsStandAlone()
{
    const JobRow row = rowOf(someExecution(R"({"_id":"e2","status":"WAITING","processing":{"_id":"x","name":"Pyramid"},
        "output":{"stored_data":{"_id":"s","name":"scan"}}})"),
        QStringLiteral("embedded"));
    QCOMPARE(row.title, QStringLiteral("scan"));
    QCOMPARE(row.state, JobRowState::Waiting);
    QVERIFY(row.publication.isEmpty());
    QCOMPARE(int(row.steps.size()), 1);
    const JobRow paused =
        rowOf(someExecution(R"({"_id":"e3","status":"PROGRESS","job_state":"paused"})"), QStringLiteral("embedded"));
    QCOMPARE(paused.state, JobRowState::Paused);
}

void JobRowTest::oneExecutionIsNoTwoJobs()
{
    std::vector<Publication> publications{somePublication()};
    publications.front().executions = {QStringLiteral("e1")};
    std::vector<ProcessingExecution> executions{someExecution(running)};
    QCOMPARE(int(jobRows(publications, {}, executions, QStringLiteral("embedded")).size()), 1);
    // One of the same name from before is another job's.
    executions.push_back(executions.front());
    executions.back().id = QStringLiteral("e0");
    executions.back().creation = executions.back().creation.addDays(-1);
    const auto rows = jobRows(publications, {}, executions, QStringLiteral("embedded"));
    QCOMPARE(int(rows.size()), 2);
    QCOMPARE(rows[0].execution, QStringLiteral("e1"));
    QCOMPARE(rows[1].execution, QStringLiteral("e0"));
    // On another server it is nobody's of ours.
    QCOMPARE(int(jobRows(publications, {}, {someExecution(running)}, QStringLiteral("https://example.org")).size()), 2);
}

void JobRowTest::namesAndTimesPairNothing()
{
    // The command line makes a layer of the same name at the same moment: its execution is not ours.
    std::vector<Publication> publications{somePublication()};
    publications.front().executions = {QStringLiteral("ours")};
    std::vector<ProcessingExecution> executions{someExecution(running), someExecution(running)};
    executions.front().id = QStringLiteral("theirs");
    executions.back().id = QStringLiteral("ours");
    executions.back().creation = executions.front().creation.addSecs(-1);
    auto rows = jobRows(publications, {}, executions, QStringLiteral("embedded"));
    QCOMPARE(int(rows.size()), 2);
    const auto mine = std::find_if(rows.begin(), rows.end(), [](const JobRow &row) { return !row.publication.isEmpty(); });
    QCOMPARE(mine->execution, QStringLiteral("ours"));
    // A layer that the server names otherwise, begun by a clock that is wrong, is ours by its id; so is a second try.
    executions.back().output.name = QStringLiteral("another name");
    executions.back().creation = executions.back().creation.addYears(-1);
    publications.front().executions << QStringLiteral("theirs");
    rows = jobRows(publications, {}, executions, QStringLiteral("embedded"));
    QCOMPARE(int(rows.size()), 1);
    QCOMPARE(rows.front().execution, QStringLiteral("theirs"));
}

void JobRowTest::publicationsSurviveTheDisk()
{
    const QTemporaryDir folder;
    const PublicationStore store(folder.filePath(QStringLiteral("publications")));
    Publication failed = somePublication();
    failed.id = QStringLiteral("p0");
    failed.state = PublicationState::Failed;
    failed.error.message = QStringLiteral("No.");
    failed.created = failed.created.addSecs(-60);
    VERIFY_OK(store.save(somePublication()));
    VERIFY_OK(store.save(failed));
    QFile broken(folder.filePath(QStringLiteral("publications/broken.json")));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{");
    broken.close();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("broken.json")));
    const auto loaded = store.load();
    QCOMPARE(int(loaded.size()), 2);
    QCOMPARE(loaded[0].id, QStringLiteral("p0")); // oldest first
    QCOMPARE(loaded[0].error.message, QStringLiteral("No."));
    QCOMPARE(loaded[1].request.toJson(), somePublication().request.toJson());
    QCOMPARE(loaded[1].state, PublicationState::Running);
    QVERIFY(broken.exists());
    store.remove(QStringLiteral("p0"));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("broken.json")));
    QCOMPARE(int(store.load().size()), 1);
}

TUILERIE_TEST_MAIN(JobRowTest)
#include "jobrowtest.moc"
