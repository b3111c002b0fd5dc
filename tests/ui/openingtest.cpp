// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "guitest.h"
#include "source/workcopy.h"
#include "support/dyingworkers.h"
#include "support/rawlas.h"
#include "support/rawzip.h"
#include "ui/data/mapdocument.h"
#include "ui/widgets/settings.h"

#include <QDir>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

static constexpr int Patience = 60000;

/// What is opened in the window: deliveries that are unpacked first, with progress and a way to stop, and files whose reader
/// breaks down.
class OpeningTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QTemporaryDir> m_folder;

    const MapEntry &entry() const { return m_window->document()->entry(0); }
    QLabel *message() const { return m_window->findChild<QLabel *>(u"message"_s); }
    bool opened() const
    {
        return QTest::qWaitFor(
            [this] { return m_window->document()->count() > 0 && !m_window->document()->isOpening(); }, Patience);
    }
    QString put(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName() : QString();
    }
    static QByteArray points()
    {
        return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[3,46]}}]})";
    }
    /// What takes a while to unpack: it lies beside the data.
    QString delivery() const
    {
        QByteArray text;
        for (int i = 0; text.size() < (60 << 20); ++i)
            text += "line " + QByteArray::number(i * 7919 % 1000003) + '\n';
        return put(u"delivery.zip"_s, rawZip({{"points.geojson", points()}, {"notes.txt", text}}));
    }

private slots:
    void init()
    {
        Settings::clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_window = makeWindow<MainWindow>();
        QVERIFY(m_window);
    }
    void cleanup()
    {
        m_window.reset();
        removeWorkCopies();
    }

    void unpackingIsShown()
    {
        const QString zip = delivery();
        QVERIFY(!zip.isEmpty());
        QStringList said;
        bool isDeterminate = false;
        connect(m_window->document(), &MapDocument::openingChanged, this, [&] {
            if (!message()->text().startsWith("Unpacking"_L1))
                return;
            said << message()->text();
            isDeterminate = isDeterminate || m_window->findChild<QProgressBar *>(u"openingProgress"_s)->maximum() > 0;
        });
        m_window->open({zip});
        QVERIFY(opened());
        QVERIFY2(entry().state == MapEntry::State::Open, qPrintable(entry().error.message));
        QCOMPARE(entry().layers.size(), size_t(1));
        QVERIFY(!said.isEmpty() && isDeterminate);
        QVERIFY2(said.last().contains("delivery"_L1) && said.last().contains("MB"_L1), qPrintable(said.last()));
    }

    void unpackingIsStopped()
    {
        const QString zip = delivery();
        bool isAsked = false;
        connect(m_window->document(), &MapDocument::openingChanged, this, [&] {
            if (isAsked || !message()->text().startsWith("Unpacking"_L1))
                return;
            isAsked = true;
            auto *button = m_window->findChild<QToolButton *>(u"cancelOpening"_s);
            QVERIFY(button->isVisible());
            QMetaObject::invokeMethod(button, &QAbstractButton::click, Qt::QueuedConnection);
        });
        m_window->open({zip});
        QTRY_VERIFY_WITH_TIMEOUT(isAsked, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->count(), 0, Patience);
        QVERIFY(!m_window->document()->isOpening());
        QVERIFY(message()->text().isEmpty());
        // Nothing half made is left; a copy that was whole in the same moment is this program's, until it ends.
        removeWorkCopies();
        QVERIFY(QDir(workCopyFolder()).isEmpty());
    }

    void aDyingWorkerIsASentence_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"points.geojson", "cloud.las", "delivery.zip"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void aDyingWorkerIsASentence()
    {
        QFETCH(QString, name);
        QString file;
        if (name == "cloud.las"_L1) {
            RawLas las;
            las.points = rawCloud(500);
            las.records = {RawRecord::wkt(wktByGdal("EPSG:2154"))};
            file = m_folder->filePath(name);
            QVERIFY(las.write(file));
        } else {
            file = put(name, name.endsWith(".zip"_L1) ? rawZip({{"points.geojson", points()}}) : points());
        }
        {
            const DyingWorkers dying;
            m_window->open({file});
            QVERIFY(opened());
        }
        QCOMPARE(entry().state, MapEntry::State::Failed);
        QCOMPARE(entry().error.code, ErrorCode::Corrupt);
        QVERIFY2(entry().error.message.contains(name) && entry().error.message.contains("broke down"_L1),
            qPrintable(entry().error.message));
        // Nothing else is touched: the next try is as good as the first.
        m_window->document()->remove(0);
        m_window->open({file});
        QVERIFY(opened());
        QVERIFY2(entry().state == MapEntry::State::Open, qPrintable(entry().error.message));
    }
};

TUILERIE_GUI_TEST_MAIN(OpeningTest)
#include "openingtest.moc"
