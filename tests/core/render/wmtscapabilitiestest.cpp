// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/wmtscapabilities.h"

#include "support/testsupport.h"

using namespace tuilerie;

class WmtsCapabilitiesTest : public QObject
{
    Q_OBJECT
private slots:
    void readsTheLayer();
    void saysThatALayerIsMissing();
    void refusesWhatIsNoCapabilities();
};

static QByteArray document()
{
    return R"(<?xml version="1.0"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1" version="1.0.0">
 <ows:ServiceIdentification><ows:Title>t</ows:Title></ows:ServiceIdentification>
 <Contents>
  <Layer><ows:Title>Other</ows:Title><ows:Identifier>OTHER</ows:Identifier>
   <Style><ows:Identifier>s</ows:Identifier></Style><Format>image/png</Format>
   <TileMatrixSetLink><TileMatrixSet>PM</TileMatrixSet></TileMatrixSetLink></Layer>
  <Layer><ows:Title>Ortho 2024</ows:Title><ows:WGS84BoundingBox><ows:LowerCorner>1 2</ows:LowerCorner></ows:WGS84BoundingBox>
   <ows:Identifier>ORTHO</ows:Identifier>
   <Style><ows:Identifier>grey</ows:Identifier></Style>
   <Style isDefault="true"><ows:Identifier>normal</ows:Identifier></Style>
   <Format>image/jpeg</Format>
   <TileMatrixSetLink><TileMatrixSet>LAMB93_20cm</TileMatrixSet><TileMatrixSetLimits><TileMatrixLimits>
     <TileMatrix>1</TileMatrix></TileMatrixLimits></TileMatrixSetLimits></TileMatrixSetLink></Layer>
  <TileMatrixSet><ows:Identifier>PM</ows:Identifier><ows:SupportedCRS>EPSG:3857</ows:SupportedCRS></TileMatrixSet>
  <TileMatrixSet><ows:Identifier>LAMB93_20cm</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::2154</ows:SupportedCRS>
   <TileMatrix><ows:Identifier>1</ows:Identifier></TileMatrix></TileMatrixSet>
 </Contents>
</Capabilities>)";
}

void WmtsCapabilitiesTest::readsTheLayer()
{
    const auto info = parseWmtsCapabilities(document(), QStringLiteral("ORTHO"));
    VERIFY_OK(info);
    QCOMPARE(info->title, QStringLiteral("Ortho 2024"));
    QCOMPARE(info->style, QStringLiteral("normal"));
    QCOMPARE(info->format, QStringLiteral("image/jpeg"));
    QCOMPARE(info->tileMatrixSet, QStringLiteral("LAMB93_20cm"));
    QCOMPARE(info->crs, QStringLiteral("EPSG:2154"));
    QCOMPARE(parseWmtsCapabilities(document(), QStringLiteral("OTHER"))->crs, QStringLiteral("EPSG:3857"));
}

void WmtsCapabilitiesTest::saysThatALayerIsMissing()
{
    const auto info = parseWmtsCapabilities(document(), QStringLiteral("GONE"));
    QVERIFY(!info);
    QCOMPARE(info.error().code, ErrorCode::NotFound);
    QVERIFY(info.error().message.contains(QStringLiteral("GONE")));
}

void WmtsCapabilitiesTest::refusesWhatIsNoCapabilities()
{
    for (const QByteArray &text : {QByteArray(), QByteArray("<html><body>404</body></html>"), document().left(900)}) {
        const auto info = parseWmtsCapabilities(text, QStringLiteral("ORTHO"));
        QVERIFY(!info);
        QCOMPARE(info.error().code, ErrorCode::Corrupt);
    }
}

TUILERIE_TEST_MAIN(WmtsCapabilitiesTest)
#include "wmtscapabilitiestest.moc"
