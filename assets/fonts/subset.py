# Makes assets/fonts/*.woff2 from the npm packages @fontsource/inter and @fontsource/ibm-plex-sans (latin + latin-ext).
import sys, os
from fontTools.ttLib import TTFont
from fontTools import subset, merge
from fontTools.pens.ttGlyphPen import TTGlyphPen
out = sys.argv[1]
BASE = "".join(chr(c) for c in range(0x20,0x7f)) + "ÀÂÄÆÇÈÉÊËÎÏÔÖÙÛÜàâäæçèéêëîïôöùûüÿœŒŸñÑáíóúßÁÍÓÚ" + "€«»‹›’‘“”„•·…–—−×°²³½¼¾±№§©®™¡¿ºª£\u00a0\u202f→←↑↓"
def sub(path, text, feats):
    o = subset.Options(); o.layout_features = feats; o.hinting=False; o.desubroutinize=True; o.notdef_outline=False; o.name_IDs=[0,1,2,13,14]; o.drop_tables += ["STAT","MVAR","DSIG"]
    f = subset.load_font(path, o); s = subset.Subsetter(o); s.populate(text=text); s.subset(f); f.flavor=None; return f
for pkg, wts, feats in [("inter",(600,700),["kern","ccmp","locl"]),("ibm-plex-sans",(400,600),["kern","ccmp","mark"])]:
    for w in wts:
        d = f"node_modules/@fontsource/{pkg}/files/{pkg}"
        parts=[]
        seen=set()
        for part in ("latin","latin-ext","vietnamese","greek","cyrillic","cyrillic-ext"):
            p=f"{d}-{part}-{w}-normal.woff2"
            if not os.path.exists(p): continue
            cm=set(map(chr,TTFont(p).getBestCmap()))
            need=[c for c in BASE if c in cm and c not in seen]
            if part=="latin" or any(c not in seen for c in need):
                if not need: continue
                f=sub(p,"".join(need),feats if part=="latin" else []); 
                if part!="latin":
                    for t in ("GSUB","GPOS","GDEF"):
                        if t in f: del f[t]
                tmp=f"/tmp/{pkg}-{part}-{w}.ttf"; f.save(tmp); parts.append(tmp); seen|=set(need); print(pkg,w,part,len(need), "".join(need) if part!="latin" else "")
        if len(parts)>1: f=merge.Merger().merge(parts)
        else: f=TTFont(parts[0])
        if 0x202f not in f.getBestCmap():
            g="uni202F"; f["glyf"][g]=TTGlyphPen(None).glyph(); adv=f["hmtx"][f.getBestCmap()[0x20]][0]; f["hmtx"][g]=(int(adv*.62),0)
            f.setGlyphOrder(f.getGlyphOrder() if g in f.getGlyphOrder() else f.getGlyphOrder()+[g])
            for t in f["cmap"].tables:
                if t.isUnicode(): t.cmap[0x202f]=g
        from fontTools.pens.transformPen import TransformPen
        from fontTools.pens.boundsPen import BoundsPen
        gs=f.getGlyphSet(); up=f.getBestCmap()[0x2191]; bp=BoundsPen(gs); gs[up].draw(bp); x0,y0,x1,y1=bp.bounds; adv=f["hmtx"][up][0]
        for code,sign in ((0x2192,1),(0x2190,-1)):
            g="uni%04X"%code; pen=TTGlyphPen(None); length=y1-y0; side=(x0+adv-x1)/2; mid=(y0+y1)/2; cx=side+length/2
            # the arrow up turned by 90 degrees around its own centre
            a=(0,-sign,sign,0); ox,oy=(x0+x1)/2,mid
            gs[up].draw(TransformPen(pen,(a[0],a[1],a[2],a[3],cx-(a[0]*ox+a[2]*oy),mid-(a[1]*ox+a[3]*oy))))
            f["glyf"][g]=pen.glyph(); f["hmtx"][g]=(round(length+2*side),round(side))
            if g not in f.getGlyphOrder(): f.setGlyphOrder(f.getGlyphOrder()+[g])
            for t in f["cmap"].tables:
                if t.isUnicode(): t.cmap[code]=g
        print("missing",[c for c in BASE if ord(c) not in f.getBestCmap()])
        f.flavor="woff2"; o=f"{out}/{pkg}-{w}.woff2"; f.save(o); print(o, os.path.getsize(o))
