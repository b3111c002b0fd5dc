// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/rangeslider.h"

#include "publishguitest.h"

#include <QSignalSpy>

using namespace tuilerie;

class RangeSliderTest : public QObject
{
    Q_OBJECT

private slots:
    void keysMoveTheHandles();
    void theMouseDragsAHandleAndTheBar();
    void handlesDoNotCross();
};

void RangeSliderTest::keysMoveTheHandles()
{
    RangeSlider slider;
    slider.setBounds(0, 20);
    slider.setRange(5, 10);
    QSignalSpy changed(&slider, &RangeSlider::rangeChanged);
    QTest::keyClick(&slider, Qt::Key_Right);
    QCOMPARE(slider.high(), 11);
    QTest::keyClick(&slider, Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(slider.low(), 4);
    QTest::keyClick(&slider, Qt::Key_Space);
    QTest::keyClick(&slider, Qt::Key_Home);
    QCOMPARE(slider.low(), 0);
    QTest::keyClick(&slider, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(slider.high(), 20);
    QCOMPARE(changed.count(), 4);
    QTest::keyClick(&slider, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(changed.count(), 4); // nothing changed
}

void RangeSliderTest::theMouseDragsAHandleAndTheBar()
{
    RangeSlider slider;
    slider.resize(218, 26); // 200 pixels of groove: 10 for each step
    slider.setBounds(0, 20);
    slider.setRange(5, 10);
    slider.show();
    const auto at = [](int value) { return QPoint(9 + value * 10, 13); };
    QTest::mousePress(&slider, Qt::LeftButton, {}, at(10));
    QTest::mouseMove(&slider, at(15));
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, at(15));
    QCOMPARE(slider.high(), 15);
    QCOMPARE(slider.low(), 5);
    QTest::mousePress(&slider, Qt::LeftButton, {}, at(10));
    QTest::mouseMove(&slider, at(13));
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, at(13));
    QCOMPARE(slider.low(), 8);
    QCOMPARE(slider.high(), 18);
}

void RangeSliderTest::handlesDoNotCross()
{
    RangeSlider slider;
    slider.setBounds(0, 20);
    slider.setRange(5, 6);
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(&slider, Qt::Key_Left);
    QCOMPARE(slider.low(), 5);
    QCOMPARE(slider.high(), 5);
    slider.setRange(30, 2);
    QVERIFY(slider.low() <= slider.high());
    QCOMPARE(slider.high(), 20);
}

TUILERIE_PUBLISH_TEST_MAIN(RangeSliderTest)
#include "rangeslidertest.moc"
