// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobsmodel.h"
#include "ui/widgets/readablecolumns.h"

#include "../wizard/publishguitest.h"

#include <QApplication>
#include <QHeaderView>
#include <QJsonDocument>

using namespace tuilerie;

class JobsModelTest : public QObject
{
    Q_OBJECT

private slots:
    void progressNeverGoesBack();
    void aFailedOneThatIsTriedAgainBeginsAnew();
    void columnsCanBeRead_data();
    void columnsCanBeRead();
};

static Publication somePublication()
{
    Publication publication;
    publication.id = QStringLiteral("p1");
    publication.server = QStringLiteral("embedded");
    publication.request.layer = QStringLiteral("ortho");
    publication.request.title = QStringLiteral("Orthophotographie du département de la Gironde");
    publication.created = QDateTime::fromString(QStringLiteral("2026-03-01T10:00:00Z"), Qt::ISODate);
    return publication;
}

static Progress report(const char *step, qint64 done, qint64 total)
{
    Progress progress;
    progress.step = QLatin1String(step);
    progress.done = done;
    progress.total = total;
    return progress;
}

static ProcessingExecution execution(const char *step, int done, int total)
{
    QJsonArray steps;
    bool before = true;
    for (const char *id : {"plan", "generate", "write"}) {
        const bool isNow = qstrcmp(id, step) == 0;
        steps.append(QJsonObject{{QStringLiteral("id"), QLatin1String(id)},
            {QStringLiteral("state"),
                isNow        ? QStringLiteral("started")
                    : before ? QStringLiteral("done")
                             : QStringLiteral("fresh")}});
        before = before && !isNow;
    }
    return ProcessingExecution::fromJson(
        {{QStringLiteral("_id"), QStringLiteral("e1")}, {QStringLiteral("status"), QStringLiteral("PROGRESS")},
            {QStringLiteral("job_state"), QStringLiteral("running")}, {QStringLiteral("steps"), steps},
            {QStringLiteral("progress"),
                QJsonObject{{QStringLiteral("step"), QLatin1String(step)}, {QStringLiteral("done"), done},
                    {QStringLiteral("total"), total}, {QStringLiteral("rate"), 12.5}}}});
}

static double shown(const JobsModel &model)
{
    return model.index(0, JobsModel::ProgressColumn).data(JobsModel::ShareRole).toDouble();
}

void JobsModelTest::progressNeverGoesBack()
{
    JobsModel model;
    double before = -1;
    const auto take = [&](JobRow row) {
        model.setRows({std::move(row)});
        const double now = shown(model);
        const bool goesOn = now >= before;
        before = now;
        return goesOn;
    };
    // The client's report and the server's are of different moments.
    const Publication publication = somePublication();
    QVERIFY(take(rowOf(publication, report("upload", 9, 10), nullptr, 0.09)));
    QVERIFY(take(rowOf(publication, report("check", 1, 4), nullptr, 0.11)));
    const ProcessingExecution plan = execution("plan", 1, 2), generate = execution("generate", 80, 100),
                              write = execution("write", 0, 2);
    QVERIFY(take(rowOf(publication, report("plan", 1, 2), &plan, 0.2)));
    QVERIFY(take(rowOf(publication, report("generate", 80, 100), &generate, 0.8)));
    QVERIFY(take(rowOf(publication, report("write", 0, 2), &write, 0.88)));
    QVERIFY(take(rowOf(publication, report("upload", 0, 10), &write, 0))); // the server came back, the client begins anew
    QCOMPARE(before, 0.88);
    QVERIFY(take(rowOf(publication, report("publish", 1, 2), nullptr, 0.985)));

    // What another program asked for has nothing but its steps.
    before = -1;
    for (const ProcessingExecution &step : {plan, execution("plan", 2, 2), execution("generate", 0, 100), generate, write})
        QVERIFY(take(rowOf(step, QStringLiteral("embedded"))));
    QVERIFY(before > 0.5);
}

void JobsModelTest::aFailedOneThatIsTriedAgainBeginsAnew()
{
    JobsModel model;
    Publication publication = somePublication();
    model.setRows({rowOf(publication, report("generate", 80, 100), nullptr, 0.8)});
    publication.state = PublicationState::Failed;
    model.setRows({rowOf(publication, report("generate", 80, 100), nullptr, 0.8)});
    publication.state = PublicationState::Running;
    model.setRows({rowOf(publication, report("upload", 1, 10), nullptr, 0.01)});
    QCOMPARE(shown(model), 0.01);
}

void JobsModelTest::columnsCanBeRead_data()
{
    QTest::addColumn<int>("width");
    for (const int width : {320, 480, 640, 1200})
        QTest::addRow("%d px", width) << width;
}

void JobsModelTest::columnsCanBeRead()
{
    QFETCH(int, width);
    JobsModel model;
    QTreeView view;
    view.setRootIsDecorated(false);
    view.setModel(&model);
    view.setItemDelegateForColumn(JobsModel::ProgressColumn, new JobProgressDelegate(&view));
    new ReadableColumns(&view, JobsModel::Title, &view);
    view.resize(width, 200);
    view.show();
    ProcessingExecution made = execution("generate", 80, 100);
    Progress progress = report("generate", 80, 100);
    progress.etaSeconds = 4000;
    model.setRows(
        {rowOf(somePublication(), progress, &made, 0.8), rowOf(made, QStringLiteral("https://data.geopf.fr/api"))});
    QCoreApplication::processEvents();
    const auto check = [&] {
        int all = 0;
        for (int column = 0; column < JobsModel::ColumnCount; ++column) {
            const int section = view.columnWidth(column);
            all += section;
            QVERIFY2(section >= view.header()->sectionSizeHint(column), qPrintable(QStringLiteral("header %1").arg(column)));
            if (column == JobsModel::Title)
                QVERIFY2(section >= 32 * view.fontMetrics().averageCharWidth(), "the title");
            else
                QVERIFY2(section >= view.fontMetrics().horizontalAdvance(model.index(0, column).data().toString()),
                    qPrintable(QStringLiteral("column %1").arg(column)));
        }
        QVERIFY(all >= view.viewport()->width()); // and no room is wasted
    };
    check();
    view.resize(width + 150, 200);
    QCoreApplication::processEvents();
    check();
}

TUILERIE_PUBLISH_TEST_MAIN(JobsModelTest)
#include "jobsmodeltest.moc"
