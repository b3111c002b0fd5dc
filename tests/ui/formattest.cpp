// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/format.h"

#include "ui/canvas/scalebar.h"
#include "ui/widgets/crslist.h"

#include "support/testsupport.h"

#include <QLocale>

using namespace tuilerie;

class FormatTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void bytesHaveThreeFigures_data();
    void bytesHaveThreeFigures();
    void durationsAreShort_data();
    void durationsAreShort();
    void rangesShareTheirUnit();
    void numbersFollowTheLocale();
    void scaleBarIsARoundLength();
    void scalesAreReadInEveryWriting_data();
    void scalesAreReadInEveryWriting();
    void groundLengthKnowsMercator();
    void crsListHasWhatProducersUse();
};

static QString spaced(QString text)
{
    return text.replace(QChar(0xa0), QLatin1Char(' ')).replace(QChar(0x202f), QLatin1Char(' '));
}

void FormatTest::bytesHaveThreeFigures_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("0") << qint64(0) << QStringLiteral("0 bytes");
    QTest::newRow("999") << qint64(999) << QStringLiteral("999 bytes");
    QTest::newRow("1 kB") << qint64(1000) << QStringLiteral("1 kB");
    QTest::newRow("rounds up into the next unit") << qint64(999600) << QStringLiteral("1 MB");
    QTest::newRow("MB") << qint64(14'230'000) << QStringLiteral("14.2 MB");
    QTest::newRow("GB") << qint64(1'425'000'000) << QStringLiteral("1.43 GB");
    QTest::newRow("TB") << qint64(142'400'000'000'000) << QStringLiteral("142 TB");
}

void FormatTest::bytesHaveThreeFigures()
{
    QFETCH(qint64, bytes);
    QFETCH(QString, text);
    QCOMPARE(spaced(formatBytes(bytes)), text);
}

void FormatTest::durationsAreShort_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("unknown") << -1. << QString(QChar(0x2014));
    QTest::newRow("half") << 0.5 << QStringLiteral("0.5 s");
    QTest::newRow("12") << 12. << QStringLiteral("12 s");
    QTest::newRow("59.6") << 59.6 << QStringLiteral("1 min 00 s");
    QTest::newRow("200") << 200. << QStringLiteral("3 min 20 s");
    QTest::newRow("2 h") << 7500. << QStringLiteral("2 h 05 min");
}

void FormatTest::durationsAreShort()
{
    QFETCH(double, seconds);
    QFETCH(QString, text);
    QCOMPARE(spaced(formatDuration(seconds)), text);
}

void FormatTest::rangesShareTheirUnit()
{
    QCOMPARE(spaced(formatByteRange(1'200'000'000, 1'600'000'000)), QStringLiteral("1.2 – 1.6 GB"));
    QCOMPARE(spaced(formatByteRange(5'000'000, 5'000'000)), QStringLiteral("5 MB"));
    QCOMPARE(spaced(formatDurationRange(180, 300)), QStringLiteral("3 – 5 min"));
    QCOMPARE(spaced(formatRate(240.4, QStringLiteral("tiles"))), QStringLiteral("240 tiles/s"));
}

void FormatTest::numbersFollowTheLocale()
{
    QLocale::setDefault(QLocale(QLocale::French, QLocale::France));
    QCOMPARE(spaced(formatCount(1234567)), QStringLiteral("1 234 567"));
    QCOMPARE(spaced(formatCoordinate(651200.5, 2)), QStringLiteral("651 200,50"));
    QCOMPARE(decimalsFor(0.2), 1);
    QCOMPARE(decimalsFor(5), 0);
    QCOMPARE(decimalsFor(1e-6), 6);
}

void FormatTest::scaleBarIsARoundLength()
{
    for (const auto &[length, nice] :
        {std::pair(1., 1.), {1.9, 1.}, {2., 2.}, {4.99, 2.}, {7., 5.}, {999., 500.}, {0.034, 0.02}})
        QVERIFY2(qAbs(niceLength(length) - nice) < 1e-9, qPrintable(QString::number(length)));
    QCOMPARE(niceLength(0), 0.);
}

void FormatTest::scalesAreReadInEveryWriting_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("scale");
    QTest::newRow("plain") << QStringLiteral("25000") << 25000.;
    QTest::newRow("english") << QStringLiteral("1:25,000") << 25000.;
    QTest::newRow("french") << QStringLiteral("1:25 000") << 25000.;
    QTest::newRow("narrow space") << QStringLiteral("1 : 1\u202f250\u202f000") << 1250000.;
    QTest::newRow("german") << QStringLiteral("1/25.000") << 25000.;
    QTest::newRow("decimal") << QStringLiteral("1:2.5") << 2.5;
    QTest::newRow("word") << QStringLiteral("big") << 0.;
    QTest::newRow("negative") << QStringLiteral("-5") << 0.;
    QTest::newRow("empty") << QString() << 0.;
}

void FormatTest::scalesAreReadInEveryWriting()
{
    QFETCH(QString, text);
    QFETCH(double, scale);
    QCOMPARE(mapScaleFromText(text), scale);
    if (scale > 10)
        QCOMPARE(mapScaleFromText(mapScaleText(scale)), scale);
}

void FormatTest::groundLengthKnowsMercator()
{
    MapView view;
    view.crs = QStringLiteral("EPSG:3857");
    view.size = {100, 100};
    view.unitsPerPixel = 10;
    view.center = {0, 0};
    QVERIFY(qAbs(groundMetersPerPixel(view) - 10) < 0.05);
    // At 60° north Web Mercator doubles lengths: y = R·ln(tan(π/4 + φ/2)).
    view.center = {0, 8399737.9};
    QVERIFY(qAbs(groundMetersPerPixel(view) - 5) < 0.05);
    view.crs = QStringLiteral("EPSG:2154");
    view.center = {700000, 6600000};
    QVERIFY(qAbs(groundMetersPerPixel(view) - 10) < 0.05);
    view.crs.clear();
    QCOMPARE(groundMetersPerPixel(view), 0.);
}

void FormatTest::crsListHasWhatProducersUse()
{
    const auto &entries = crsEntries();
    QVERIFY(entries.size() > 5000);
    QCOMPARE(entries.front().id, QStringLiteral("EPSG:2154"));
    QVERIFY(entries.front().name.contains(QStringLiteral("Lambert-93")));
    for (const char *id : {"EPSG:3857", "EPSG:4326", "EPSG:2975", "IGNF:LAMB93", "EPSG:27700"})
        QVERIFY2(
            std::any_of(entries.begin(), entries.end(), [&](const CrsEntry &e) { return e.id == QLatin1String(id); }), id);
}

int main(int argc, char *argv[])
{
    const test::TemporaryProfile profile;
    QCoreApplication application(argc, argv);
    FormatTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "formattest.moc"
